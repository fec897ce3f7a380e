-- What people put off in their alert inbox. Alerts themselves are worked out from the dates of cases at each look.

CREATE TABLE alert_snooze (
  staff_id uuid NOT NULL REFERENCES staff,
  child_id uuid NOT NULL,
  cause text NOT NULL,
  until_on date NOT NULL,
  reason text NOT NULL CHECK (reason <> ''),
  made_at timestamptz NOT NULL,
  PRIMARY KEY (staff_id, child_id, cause)
);
COMMENT ON TABLE alert_snooze IS 'Alerts put off by one person, never past the legal date';
COMMENT ON COLUMN alert_snooze.staff_id IS 'Who put it off; nobody else''s alert is';
COMMENT ON COLUMN alert_snooze.child_id IS 'The case';
COMMENT ON COLUMN alert_snooze.cause IS 'What the alert is about within the case: part of the case and what would do it';
COMMENT ON COLUMN alert_snooze.until_on IS 'Day on which it comes back: the last lawful day at the latest';
COMMENT ON COLUMN alert_snooze.reason IS 'Why it was put off';
COMMENT ON COLUMN alert_snooze.made_at IS 'Instant of putting it off';

GRANT SELECT, INSERT, UPDATE, DELETE ON alert_snooze TO sightline_app;
