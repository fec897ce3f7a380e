-- This installation, the people who work with it, their sign-ins, and the log of who looked at whom.

CREATE TABLE installation (
  only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one),
  kind text NOT NULL CHECK (kind IN ('demo', 'real')),
  council text NOT NULL CHECK (council <> ''),
  set_up_at timestamptz NOT NULL
);
COMMENT ON TABLE installation IS 'One row, written when Sightline is set up: a database is demo or real for life';
COMMENT ON COLUMN installation.only_one IS 'Always true: there is one row at most';
COMMENT ON COLUMN installation.kind IS 'demo: an invented council; real: a council and its children';
COMMENT ON COLUMN installation.council IS 'Name of the council';
COMMENT ON COLUMN installation.set_up_at IS 'Instant of setting up';

CREATE FUNCTION keep_as_written() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
  RAISE EXCEPTION 'rows of % are never changed or removed', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END
$$;
CREATE TRIGGER installation_is_for_life BEFORE UPDATE OF kind OR DELETE OR TRUNCATE ON installation
  FOR EACH STATEMENT EXECUTE FUNCTION keep_as_written();

CREATE TABLE set_up_link (
  digest bytea PRIMARY KEY,
  made_at timestamptz NOT NULL
);
COMMENT ON TABLE set_up_link IS 'The one-time link printed at start until there is an administrator; the newest replaces others';
COMMENT ON COLUMN set_up_link.digest IS 'SHA-256 of the token in the link';
COMMENT ON COLUMN set_up_link.made_at IS 'Instant at which it was printed';

CREATE TABLE staff (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  name text NOT NULL CHECK (name <> ''),
  email text NOT NULL,
  role text NOT NULL,
  password text,
  disabled_at timestamptz,
  added_at timestamptz NOT NULL
);
CREATE UNIQUE INDEX staff_email ON staff (lower(email));
COMMENT ON TABLE staff IS 'People who work with Sightline; in a demo database, invented ones';
COMMENT ON COLUMN staff.id IS 'Random identifier';
COMMENT ON COLUMN staff.name IS 'Name as colleagues know it';
COMMENT ON COLUMN staff.email IS 'E-mail address: what they sign in with';
COMMENT ON COLUMN staff.role IS 'A role of staff/rights.ts';
COMMENT ON COLUMN staff.password IS 'Argon2id hash; none where they do not sign in with a password';
COMMENT ON COLUMN staff.disabled_at IS 'Instant from which they may not sign in';
COMMENT ON COLUMN staff.added_at IS 'Instant of adding';

CREATE TABLE sign_in (
  digest bytea PRIMARY KEY,
  staff_id uuid NOT NULL REFERENCES staff,
  started_at timestamptz NOT NULL,
  used_at timestamptz NOT NULL,
  notice text
);
CREATE INDEX sign_in_staff ON sign_in (staff_id);
COMMENT ON TABLE sign_in IS 'Sign-ins that are open';
COMMENT ON COLUMN sign_in.digest IS 'SHA-256 of the token in the cookie';
COMMENT ON COLUMN sign_in.staff_id IS 'Whose it is';
COMMENT ON COLUMN sign_in.started_at IS 'Instant of signing in: twelve hours later it ends';
COMMENT ON COLUMN sign_in.used_at IS 'Instant of the last request, to the minute: thirty minutes later it ends';
COMMENT ON COLUMN sign_in.notice IS 'What to say at the top of the next page, once';

CREATE TABLE sign_in_failure (
  account bytea NOT NULL,
  failed_at timestamptz NOT NULL
);
CREATE INDEX sign_in_failure_account ON sign_in_failure (account, failed_at);
COMMENT ON TABLE sign_in_failure IS 'Sign-ins refused in the last hours, against guessing';
COMMENT ON COLUMN sign_in_failure.account IS 'SHA-256 of the e-mail address given, whether or not anybody has it';
COMMENT ON COLUMN sign_in_failure.failed_at IS 'Instant of the attempt';

CREATE TABLE access_view (
  id bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
  seen_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  viewer text NOT NULL,
  what text NOT NULL,
  route text NOT NULL
);
CREATE INDEX access_view_viewer ON access_view (viewer, seen_at);
COMMENT ON TABLE access_view IS 'Who looked: one row a page, list, download or refusal. Append only';
COMMENT ON COLUMN access_view.id IS 'Order of writing';
COMMENT ON COLUMN access_view.seen_at IS 'Instant, before the first byte was sent';
COMMENT ON COLUMN access_view.viewer IS 'Staff id, or the operator named to the command line';
COMMENT ON COLUMN access_view.what IS 'What was shown or refused, for example case or rows';
COMMENT ON COLUMN access_view.route IS 'Pattern of the address, or the command';

CREATE TABLE access_child (
  view_id bigint NOT NULL REFERENCES access_view,
  child_id uuid NOT NULL,
  PRIMARY KEY (view_id, child_id)
);
CREATE INDEX access_child_child ON access_child (child_id);
COMMENT ON TABLE access_child IS 'Whom they saw: one row a child shown. Append only';
COMMENT ON COLUMN access_child.view_id IS 'The view';
COMMENT ON COLUMN access_child.child_id IS 'The child';

CREATE TABLE access_seal (
  seq int PRIMARY KEY CHECK (seq > 0),
  up_to bigint NOT NULL,
  sealed_at timestamptz NOT NULL,
  previous bytea NOT NULL,
  digest bytea NOT NULL
);
COMMENT ON TABLE access_seal IS 'The chain over the access log, a link a second. Append only';
COMMENT ON COLUMN access_seal.seq IS '1, 2, 3 … without gaps';
COMMENT ON COLUMN access_seal.up_to IS 'The last access_view.id that it covers; it begins after that of the seal before';
COMMENT ON COLUMN access_seal.sealed_at IS 'Instant of sealing';
COMMENT ON COLUMN access_seal.previous IS 'Digest of the seal before; 32 zero bytes for the first';
COMMENT ON COLUMN access_seal.digest IS 'SHA-256 of this seal, the seal before and every entry that it covers';

CREATE TRIGGER access_view_is_final BEFORE UPDATE OR DELETE OR TRUNCATE ON access_view
  FOR EACH STATEMENT EXECUTE FUNCTION keep_as_written();
CREATE TRIGGER access_child_is_final BEFORE UPDATE OR DELETE OR TRUNCATE ON access_child
  FOR EACH STATEMENT EXECUTE FUNCTION keep_as_written();
CREATE TRIGGER access_seal_is_final BEFORE UPDATE OR DELETE OR TRUNCATE ON access_seal
  FOR EACH STATEMENT EXECUTE FUNCTION keep_as_written();

-- Whoever writes an entry holds this lock shared until it is committed, and takes its id while holding it. Whoever
-- seals takes it whole for an instant: then every id up to the highest is there to see, and none can come later.
CREATE FUNCTION announce_access() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
  PERFORM pg_advisory_xact_lock_shared(7305010);
  RETURN NULL;
END
$$;
CREATE TRIGGER access_view_is_announced BEFORE INSERT ON access_view
  FOR EACH STATEMENT EXECUTE FUNCTION announce_access();

GRANT SELECT, INSERT ON installation, access_view, access_child, access_seal TO sightline_app;
GRANT UPDATE (council) ON installation TO sightline_app;
GRANT SELECT, INSERT, DELETE ON set_up_link, sign_in_failure TO sightline_app;
GRANT SELECT, INSERT, UPDATE ON staff TO sightline_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON sign_in TO sightline_app;
GRANT SELECT ON installation, staff, access_view, access_child, access_seal TO sightline_report;
