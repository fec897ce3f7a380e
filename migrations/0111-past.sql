-- What was known at past midnights, kept so that pages as known then need not work it out again.
CREATE SCHEMA past;
COMMENT ON SCHEMA past IS 'Rows of the derived tables as known at past midnights: worked out from the record, never migrated';

CREATE TABLE past_midnight (
  known_at timestamptz PRIMARY KEY,
  fingerprint int NOT NULL
);
COMMENT ON TABLE past_midnight IS 'One row a midnight as known at which rows are kept, in the schema past, of all of whom anything was recorded in the day after it';
COMMENT ON COLUMN past_midnight.known_at IS 'The midnight, UTC';
COMMENT ON COLUMN past_midnight.fingerprint IS 'Hash of the code and the settings that derived the rows';

CREATE TABLE past_child (
  child_id uuid NOT NULL,
  midnight timestamptz NOT NULL REFERENCES past_midnight ON DELETE CASCADE,
  PRIMARY KEY (child_id, midnight)
);
COMMENT ON TABLE past_child IS 'One row a child and midnight: of these the rows are kept, where there were any';
COMMENT ON COLUMN past_child.child_id IS 'The child or young person';
COMMENT ON COLUMN past_child.midnight IS 'The midnight';

GRANT USAGE ON SCHEMA past TO sightline_app, sightline_report;
GRANT SELECT ON past_midnight, past_child TO sightline_app, sightline_report;
