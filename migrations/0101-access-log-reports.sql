-- The reports of looks to ask about go back so many days, and find the looks at one child among them.
DROP INDEX access_child_child;
CREATE INDEX access_child_child ON access_child (child_id, view_id);
CREATE INDEX access_view_seen ON access_view (seen_at, id);
CREATE INDEX access_view_case ON access_view (id) WHERE what LIKE 'case%';
