-- Whoever allocates comes back to the list, or the team page, that they came from. What was searched for stands in no address.
ALTER TABLE allocation ADD COLUMN list text NOT NULL DEFAULT '/team/cases?view=unallocated' CHECK (list LIKE '/%');
COMMENT ON COLUMN allocation.list IS 'Address of the page on which it was begun: which team, view and filters';
