-- Teams, the second step of signing in, invitations, settings of sign-ins, and answers kept for those whose sign-in ended.

CREATE TABLE team (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  name text NOT NULL CHECK (name <> ''),
  area text,
  manager_id uuid REFERENCES staff,
  ended_at timestamptz
);
CREATE UNIQUE INDEX team_name ON team (lower(name)) WHERE ended_at IS NULL;
COMMENT ON TABLE team IS 'Teams of the service; each change is an entry of the council (TEAM)';
COMMENT ON COLUMN team.id IS 'Random identifier';
COMMENT ON COLUMN team.name IS 'Name; no two teams at work share one';
COMMENT ON COLUMN team.area IS 'The part of the authority that it serves; none where it serves all';
COMMENT ON COLUMN team.manager_id IS 'Who leads it';
COMMENT ON COLUMN team.ended_at IS 'Instant from which nobody is put into it any more';

ALTER TABLE staff ADD team_id uuid REFERENCES team, ADD service text, ADD extra_rights text[] NOT NULL DEFAULT '{}';
CREATE INDEX staff_team ON staff (team_id);
COMMENT ON TABLE staff IS 'People who work with Sightline; in a demo database, invented ones; each change is an entry (STAFF)';
COMMENT ON COLUMN staff.team_id IS 'The team they work in';
COMMENT ON COLUMN staff.service IS 'For an adviser: the body of those asked for advice that they belong to';
COMMENT ON COLUMN staff.extra_rights IS 'Rights besides those of the role: names of PERSONAL_RIGHTS in staff/rights.ts';

CREATE TABLE second_factor (
  staff_id uuid PRIMARY KEY REFERENCES staff,
  seed bytea NOT NULL,
  last_step bigint NOT NULL,
  set_up_at timestamptz NOT NULL
);
COMMENT ON TABLE second_factor IS 'Who has set up codes of an app as the second step of signing in. It holds no secret';
COMMENT ON COLUMN second_factor.staff_id IS 'Whose it is';
COMMENT ON COLUMN second_factor.seed IS 'Random: with a key outside the database and the staff id it makes the secret of the app';
COMMENT ON COLUMN second_factor.last_step IS 'The half minute of the last code used: it and those before it count no more';
COMMENT ON COLUMN second_factor.set_up_at IS 'Instant of setting up';

CREATE TABLE recovery_code (
  staff_id uuid NOT NULL REFERENCES staff,
  digest bytea NOT NULL,
  used_at timestamptz,
  PRIMARY KEY (staff_id, digest)
);
COMMENT ON TABLE recovery_code IS 'Codes for those who do not have their app at hand; each works once';
COMMENT ON COLUMN recovery_code.staff_id IS 'Whose it is';
COMMENT ON COLUMN recovery_code.digest IS 'HMAC-SHA-256 of the code, with a key outside the database';
COMMENT ON COLUMN recovery_code.used_at IS 'Instant at which it was used';

CREATE TABLE password_given (
  digest bytea PRIMARY KEY,
  staff_id uuid NOT NULL REFERENCES staff,
  given_at timestamptz NOT NULL
);
COMMENT ON TABLE password_given IS 'Who gave the right password and has ten minutes for the second step. It opens no page';
COMMENT ON COLUMN password_given.digest IS 'SHA-256 of the token in the cookie';
COMMENT ON COLUMN password_given.staff_id IS 'Who';
COMMENT ON COLUMN password_given.given_at IS 'Instant of the password';

CREATE TABLE invitation (
  digest bytea PRIMARY KEY,
  staff_id uuid NOT NULL REFERENCES staff,
  made_at timestamptz NOT NULL,
  ends_at timestamptz NOT NULL,
  used_at timestamptz
);
CREATE INDEX invitation_staff ON invitation (staff_id);
COMMENT ON TABLE invitation IS 'Links by which somebody chooses a password and sets up the second step; the newest replaces others';
COMMENT ON COLUMN invitation.digest IS 'SHA-256 of the token in the link';
COMMENT ON COLUMN invitation.staff_id IS 'Who is invited';
COMMENT ON COLUMN invitation.made_at IS 'Instant of making';
COMMENT ON COLUMN invitation.ends_at IS 'Instant from which it does not work';
COMMENT ON COLUMN invitation.used_at IS 'Instant at which the second step was set up by it';

-- Sign-ins of before have no second step: they end.
DELETE FROM sign_in;
ALTER TABLE sign_in ADD id uuid NOT NULL DEFAULT gen_random_uuid() UNIQUE, ADD proved_at timestamptz NOT NULL;
COMMENT ON COLUMN sign_in.id IS 'Random identifier, by which it is ended from another one';
COMMENT ON COLUMN sign_in.proved_at IS 'Instant at which its holder last gave a password or code: changes that matter ask for one of the last ten minutes';

CREATE TABLE kept_form (
  staff_id uuid PRIMARY KEY REFERENCES staff,
  address text NOT NULL,
  fields json NOT NULL,
  kept_at timestamptz NOT NULL
);
COMMENT ON TABLE kept_form IS 'What somebody had typed when their sign-in had ended, offered to them for an hour';
COMMENT ON COLUMN kept_form.staff_id IS 'Whose it is';
COMMENT ON COLUMN kept_form.address IS 'Where the form goes';
COMMENT ON COLUMN kept_form.fields IS 'The fields as typed; never a password or code';
COMMENT ON COLUMN kept_form.kept_at IS 'Instant of keeping';

ALTER TABLE installation
  ADD idle_minutes int NOT NULL DEFAULT 30 CHECK (idle_minutes BETWEEN 5 AND 60),
  ADD longest_hours int NOT NULL DEFAULT 12 CHECK (longest_hours BETWEEN 1 AND 12),
  ADD other_systems json NOT NULL DEFAULT '[]';
COMMENT ON COLUMN installation.idle_minutes IS 'Minutes without use after which a sign-in ends';
COMMENT ON COLUMN installation.longest_hours IS 'Hours after which every sign-in ends';
COMMENT ON COLUMN installation.other_systems IS 'Name and address of other systems, in the order of links on a case';

ALTER TABLE access_view ADD criteria text;
COMMENT ON COLUMN access_view.criteria IS 'What was searched for, where it was a search';

GRANT SELECT, INSERT, UPDATE ON team TO sightline_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON second_factor, recovery_code, invitation, kept_form TO sightline_app;
GRANT SELECT, INSERT, DELETE ON password_given TO sightline_app;
GRANT UPDATE (idle_minutes, longest_hours, other_systems) ON installation TO sightline_app;
GRANT SELECT ON team TO sightline_report;
