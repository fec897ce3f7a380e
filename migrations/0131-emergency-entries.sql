-- The access log is asked for what was looked at in an emergency, which is little among all that was looked at.
CREATE INDEX access_view_emergency ON access_view (id) WHERE what LIKE '%emergency%';
