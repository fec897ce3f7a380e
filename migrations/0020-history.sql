-- The record: the one truth of what was known, who recorded it and when. Nothing here is ever changed or taken away,
-- but for content that the law says must go.

CREATE TABLE subject (
  subject_kind text NOT NULL,
  subject_id uuid NOT NULL,
  PRIMARY KEY (subject_kind, subject_id)
);
COMMENT ON TABLE subject IS 'One row a subject of the record: what a writer locks before it adds to the chain';
COMMENT ON COLUMN subject.subject_kind IS 'What it is: child, adult, establishment, staff, source, panel, board, tracker, council';
COMMENT ON COLUMN subject.subject_id IS 'Random identifier';

CREATE TABLE history (
  subject_kind text NOT NULL,
  subject_id uuid NOT NULL,
  seq int NOT NULL CHECK (seq > 0),
  kind text NOT NULL,
  shape int NOT NULL,
  occurred_on date,
  occurred_at timestamptz,
  recorded_at timestamptz NOT NULL,
  recorded_by text NOT NULL,
  source text NOT NULL,
  operation_id uuid NOT NULL,
  corrects_seq int CHECK (corrects_seq < seq),
  commitment bytea NOT NULL,
  previous bytea NOT NULL,
  digest bytea NOT NULL,
  PRIMARY KEY (subject_kind, subject_id, seq)
);
CREATE INDEX history_recorded_at ON history (recorded_at);
COMMENT ON TABLE history IS 'One row an entry, one digest chain a subject. Append only';
COMMENT ON COLUMN history.subject_kind IS 'What the entry is about: kind of subject';
COMMENT ON COLUMN history.subject_id IS 'What the entry is about';
COMMENT ON COLUMN history.seq IS '1, 2, 3 … within the subject, without gaps';
COMMENT ON COLUMN history.kind IS 'Kind of entry, for example REQUEST_RECEIVED';
COMMENT ON COLUMN history.shape IS 'Version of the form of the facts; older ones are upcast when read';
COMMENT ON COLUMN history.occurred_on IS 'Day it happened, where known';
COMMENT ON COLUMN history.occurred_at IS 'Instant it happened, where known';
COMMENT ON COLUMN history.recorded_at IS 'Instant it was recorded; one for all entries of one recording';
COMMENT ON COLUMN history.recorded_by IS 'Who recorded it: a staff id, or the operator named to the command line';
COMMENT ON COLUMN history.source IS 'Where it comes from: staff, or the batch of an import';
COMMENT ON COLUMN history.operation_id IS 'The change that it is part of; entries of one change share it';
COMMENT ON COLUMN history.corrects_seq IS 'The entry of this subject that it replaces whole';
COMMENT ON COLUMN history.commitment IS 'SHA-256 of salt and content: binds the content without holding it';
COMMENT ON COLUMN history.previous IS 'Digest of the entry before; 32 zero bytes for the first';
COMMENT ON COLUMN history.digest IS 'SHA-256 of this row without its content';

CREATE TABLE history_content (
  subject_kind text NOT NULL,
  subject_id uuid NOT NULL,
  seq int NOT NULL,
  salt bytea NOT NULL,
  text text NOT NULL,
  PRIMARY KEY (subject_kind, subject_id, seq)
);
COMMENT ON TABLE history_content IS 'What an entry says. A row may lawfully be disposed of; the chain then still verifies';
COMMENT ON COLUMN history_content.subject_kind IS 'The entry: kind of subject';
COMMENT ON COLUMN history_content.subject_id IS 'The entry: subject';
COMMENT ON COLUMN history_content.seq IS 'The entry: place in the chain';
COMMENT ON COLUMN history_content.salt IS 'Random, so that the commitment tells nothing once the content is gone';
COMMENT ON COLUMN history_content.text IS 'Facts, reason and source row as canonical JSON: exactly what was committed to';

CREATE TABLE operation (
  id uuid PRIMARY KEY,
  recorded_by text NOT NULL,
  digest bytea NOT NULL,
  outcome json NOT NULL
);
COMMENT ON TABLE operation IS 'One row a change that was made, so that the same change asked for again is answered and not made again';
COMMENT ON COLUMN operation.id IS 'Identifier that came with the request';
COMMENT ON COLUMN operation.recorded_by IS 'Who asked';
COMMENT ON COLUMN operation.digest IS 'SHA-256 of what was asked';
COMMENT ON COLUMN operation.outcome IS 'What was answered';

CREATE TABLE derivation (
  shape text NOT NULL,
  fingerprint int NOT NULL,
  derived_at timestamptz NOT NULL
);
CREATE UNIQUE INDEX derivation_one_row ON derivation ((true));
COMMENT ON TABLE derivation IS 'One row: what made the live derived tables. Locked whilst they are swapped';
COMMENT ON COLUMN derivation.shape IS 'Hash of the definitions of the tables';
COMMENT ON COLUMN derivation.fingerprint IS 'Hash of the code and the settings that derived the rows';
COMMENT ON COLUMN derivation.derived_at IS 'Instant at which they went live';

CREATE SCHEMA derived;
COMMENT ON SCHEMA derived IS 'Tables worked out from the record: rebuilt, never migrated';

-- Append only, for the owner too. Content may be deleted, in the name of sightline_dispose alone.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND TG_TABLE_NAME = 'history_content' AND current_user = 'sightline_dispose' THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION '% on % is refused: the record is append only', TG_OP, TG_TABLE_NAME;
END $$;
COMMENT ON FUNCTION refuse_change() IS 'Refuses every change to a row of the record';

CREATE TRIGGER history_append_only BEFORE UPDATE OR DELETE ON history FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER history_no_truncate BEFORE TRUNCATE ON history FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER content_append_only BEFORE UPDATE OR DELETE ON history_content FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER content_no_truncate BEFORE TRUNCATE ON history_content FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER operation_append_only BEFORE UPDATE OR DELETE ON operation FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER operation_no_truncate BEFORE TRUNCATE ON operation FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER subject_append_only BEFORE UPDATE OR DELETE ON subject FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER subject_no_truncate BEFORE TRUNCATE ON subject FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- The update right on one column of subject only allows SELECT … FOR UPDATE; the trigger refuses a change.
GRANT SELECT, INSERT ON subject, history, history_content, operation TO sightline_app;
GRANT UPDATE (subject_kind) ON subject TO sightline_app;
GRANT SELECT ON derivation TO sightline_app, sightline_report;
GRANT SELECT ON subject, history, history_content TO sightline_report;
GRANT SELECT ON subject, history, history_content TO sightline_dispose;
GRANT DELETE ON history_content TO sightline_dispose;
