-- Which batch a row rests on that said nothing new, so that no batch is rolled back from under a later one.

ALTER TABLE import_row ADD COLUMN leans_on uuid;
COMMENT ON COLUMN import_row.leans_on IS 'The batch that asserts what the row says, where this batch did not assert it again';
CREATE INDEX import_row_leans_on ON import_row (leans_on) WHERE leans_on IS NOT NULL;
