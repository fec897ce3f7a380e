-- When alerts come, and when they go on to the manager: settings of the council.

ALTER TABLE installation
  ADD alert_days int[] NOT NULL DEFAULT '{10,5,1}' CHECK (cardinality(alert_days) BETWEEN 1 AND 5 AND 0 < ALL (alert_days) AND 60 >= ALL (alert_days)),
  ADD escalate_after int NOT NULL DEFAULT 5 CHECK (escalate_after BETWEEN 0 AND 20);
COMMENT ON COLUMN installation.alert_days IS 'Working days before the last lawful day on which an alert comes or is new again';
COMMENT ON COLUMN installation.escalate_after IS 'Working days after the last lawful day from which the manager of the team has it too';
GRANT UPDATE (alert_days, escalate_after) ON installation TO sightline_app;
