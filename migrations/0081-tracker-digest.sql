-- A tracker read by another mapping, or as at another day, is another file.

COMMENT ON COLUMN import_batch.digest IS 'SHA-256 of the files, of a tracker with its mapping and day, hexadecimal';
