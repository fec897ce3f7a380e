-- The roles in whose names the program speaks, and what they may enter. The owner (the user who runs this file) only
-- migrates. Each later file grants what its tables need; by default a role may do nothing.
DO $$
DECLARE
  wanted text;
BEGIN
  FOREACH wanted IN ARRAY ARRAY['sightline_app', 'sightline_dispose', 'sightline_report'] LOOP
    BEGIN
      IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = wanted) THEN
        EXECUTE format('CREATE ROLE %I NOLOGIN', wanted);
      END IF;
    EXCEPTION
      WHEN duplicate_object OR unique_violation THEN NULL; -- another database of this server made it just now
      WHEN insufficient_privilege THEN
        RAISE EXCEPTION 'the user % may not make the role %', current_user, wanted
          USING HINT = format('As an administrator of the server, run: CREATE ROLE %I NOLOGIN; GRANT %I TO %I;',
                              wanted, wanted, current_user);
    END;
    BEGIN
      EXECUTE format('SET LOCAL ROLE %I', wanted);
      RESET ROLE;
    EXCEPTION WHEN insufficient_privilege THEN
      BEGIN
        EXECUTE format('GRANT %I TO %I', wanted, current_user);
      EXCEPTION WHEN insufficient_privilege THEN
        RAISE EXCEPTION 'the user % may not speak as the role %', current_user, wanted
          USING HINT = format('As an administrator of the server, run: GRANT %I TO %I;', wanted, current_user);
      END;
    END;
  END LOOP;
  EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
  EXECUTE format('GRANT CONNECT, TEMPORARY ON DATABASE %I TO sightline_app, sightline_dispose, sightline_report',
                 current_database());
END
$$;

COMMENT ON SCHEMA public IS 'What is stored: the history and everything else that cannot be worked out again.';
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO sightline_app, sightline_dispose, sightline_report;

-- The queue of background work (graphile-worker) makes and migrates its own tables, as the app role: they hold jobs,
-- nothing of the record.
CREATE SCHEMA graphile_worker AUTHORIZATION sightline_app;
SET LOCAL ROLE sightline_app;
CREATE TABLE graphile_worker.migrations (
  id int PRIMARY KEY,
  ts timestamptz NOT NULL DEFAULT now(),
  breaking boolean NOT NULL DEFAULT false
);
RESET ROLE;
