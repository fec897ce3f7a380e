-- The team that opens restricted records out of hours without saying why each time: a setting of the council.
ALTER TABLE installation ADD COLUMN out_of_hours_team uuid;
COMMENT ON COLUMN installation.out_of_hours_team IS 'Team whose members open a restricted record in an emergency without saying why; null for none';
GRANT UPDATE (out_of_hours_team) ON installation TO sightline_app;
