-- A link that filters by an area still leads to it after its teams have been given another name for it.
ALTER TABLE team ADD COLUMN former_areas text[] NOT NULL DEFAULT '{}';
COMMENT ON COLUMN team.former_areas IS 'Areas that it was said to serve before, the latest last';
