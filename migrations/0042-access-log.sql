-- The pages of the access log: what somebody looked at, the latest first, and what was refused.
DROP INDEX access_view_viewer;
CREATE INDEX access_view_viewer ON access_view (viewer, id);
CREATE INDEX access_view_refused ON access_view (id) WHERE what LIKE '%refused';
