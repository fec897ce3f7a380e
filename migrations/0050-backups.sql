-- The backups that were made every night, and what came of restoring them.

CREATE TABLE backup (
  name text PRIMARY KEY,
  ended_at timestamptz NOT NULL,
  bytes bigint,
  entries bigint,
  history_hash text,
  trouble text,
  checked_at timestamptz,
  differences text[],
  CHECK ((checked_at IS NULL) = (differences IS NULL))
);
CREATE INDEX backup_ended_at ON backup (ended_at);
COMMENT ON TABLE backup IS 'One row a backup that was made, or failed, by itself: the outcome, and that of restoring it';
COMMENT ON COLUMN backup.name IS 'Name of its folder, which says when it was begun';
COMMENT ON COLUMN backup.ended_at IS 'Instant at which it was whole, or failed';
COMMENT ON COLUMN backup.bytes IS 'Size of all its files; none where it failed';
COMMENT ON COLUMN backup.entries IS 'How many entries of the record are in it';
COMMENT ON COLUMN backup.history_hash IS 'The one hash of all history as it was then';
COMMENT ON COLUMN backup.trouble IS 'Why it failed, or why it could not be restored';
COMMENT ON COLUMN backup.checked_at IS 'Instant at which it had been restored into a scratch database and compared';
COMMENT ON COLUMN backup.differences IS 'What was not as at the backup, each in words; empty where all was';

GRANT SELECT, INSERT, UPDATE ON backup TO sightline_app;
GRANT SELECT ON backup TO sightline_report;
