-- A link that filters by the name of a team still leads to it after the team has been renamed.
ALTER TABLE team ADD COLUMN former_names text[] NOT NULL DEFAULT '{}';
COMMENT ON COLUMN team.former_names IS 'Names that it had before, the latest last';
