-- Roles are those of src/staff/rights.ts: what was called manager is the manager of a team.
UPDATE staff SET role = 'team-manager' WHERE role = 'manager';
