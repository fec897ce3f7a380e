-- Restricted records that somebody opened in an emergency, and what the guardian found on looking into it afterwards.

CREATE TABLE emergency_access (
  id uuid PRIMARY KEY,
  staff_id uuid NOT NULL REFERENCES staff,
  child_id uuid NOT NULL,
  reason text NOT NULL CHECK (length(reason) >= 20),
  purpose text NOT NULL CHECK (purpose <> ''),
  opened_at timestamptz NOT NULL,
  ends_at timestamptz NOT NULL CHECK (ends_at > opened_at)
);
CREATE INDEX emergency_access_open ON emergency_access (staff_id, child_id, ends_at);
CREATE INDEX emergency_access_child ON emergency_access (child_id, opened_at);
COMMENT ON TABLE emergency_access IS 'One row a restricted record that somebody opened in an emergency: for some hours, with a reason, and watched';
COMMENT ON COLUMN emergency_access.id IS 'Came with the form: sent twice, it opens once';
COMMENT ON COLUMN emergency_access.staff_id IS 'Who opened it';
COMMENT ON COLUMN emergency_access.child_id IS 'Whose record';
COMMENT ON COLUMN emergency_access.reason IS 'Why, in their words';
COMMENT ON COLUMN emergency_access.purpose IS 'What it was needed for: a code of emergencyPurposes';
COMMENT ON COLUMN emergency_access.opened_at IS 'Instant from which they may see it';
COMMENT ON COLUMN emergency_access.ends_at IS 'Instant from which they may not any more';

CREATE TABLE emergency_review (
  access_id uuid PRIMARY KEY REFERENCES emergency_access,
  reviewed_by uuid NOT NULL REFERENCES staff,
  reviewed_at timestamptz NOT NULL,
  finding text NOT NULL CHECK (finding IN ('justified', 'not-justified', 'unclear')),
  note text NOT NULL CHECK (note <> '')
);
COMMENT ON TABLE emergency_review IS 'One row an emergency access that was looked into: until then the task stays open';
COMMENT ON COLUMN emergency_review.access_id IS 'The emergency access';
COMMENT ON COLUMN emergency_review.reviewed_by IS 'Who looked into it: never who opened it';
COMMENT ON COLUMN emergency_review.reviewed_at IS 'Instant of the finding';
COMMENT ON COLUMN emergency_review.finding IS 'justified, not-justified, or unclear: to be followed up elsewhere';
COMMENT ON COLUMN emergency_review.note IS 'What was found, and what follows from it';

-- Append only, for the owner too, as the record itself.
CREATE TRIGGER emergency_append_only BEFORE UPDATE OR DELETE ON emergency_access FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER emergency_no_truncate BEFORE TRUNCATE ON emergency_access FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER review_append_only BEFORE UPDATE OR DELETE ON emergency_review FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER review_no_truncate BEFORE TRUNCATE ON emergency_review FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

GRANT SELECT, INSERT ON emergency_access, emergency_review TO sightline_app;
