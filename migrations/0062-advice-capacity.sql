CREATE TABLE advice_capacity (
  service text PRIMARY KEY,
  per_week int NOT NULL CHECK (per_week BETWEEN 0 AND 500),
  set_by uuid NOT NULL REFERENCES staff,
  set_at timestamptz NOT NULL
);
COMMENT ON TABLE advice_capacity IS 'How much advice a service can give in a week, as it says itself';
COMMENT ON COLUMN advice_capacity.service IS 'Body asked for advice: a code of adviceBodies';
COMMENT ON COLUMN advice_capacity.per_week IS 'How many pieces of advice it can give in a week';
COMMENT ON COLUMN advice_capacity.set_by IS 'Who last set it';
COMMENT ON COLUMN advice_capacity.set_at IS 'Instant of setting';

GRANT SELECT, INSERT, UPDATE ON advice_capacity TO sightline_app;
