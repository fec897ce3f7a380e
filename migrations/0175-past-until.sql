-- What was known at the last midnight is kept while its day goes on, of whom something was recorded so far.
ALTER TABLE past_midnight ADD COLUMN kept_until timestamptz;
UPDATE past_midnight SET kept_until = known_at + interval '1 day';
ALTER TABLE past_midnight ALTER COLUMN kept_until SET NOT NULL;
COMMENT ON TABLE past_midnight IS 'One row a midnight as known at which rows are kept, in the schema past, of all of whom anything was recorded from then on until another instant';
COMMENT ON COLUMN past_midnight.kept_until IS 'Of whom anything was recorded after the midnight and up to this instant';
