-- How names sort and are compared. Text in general sorts by code point, the same on every server; names sort as an
-- English reader expects: ORDER BY family_name COLLATE names.
CREATE COLLATION public.names (provider = icu, locale = 'en-GB');
COMMENT ON COLLATION public.names IS 'The order of names for an English reader: a, A, b, e, É, Z.';

-- Finding a child by a name that is spelt otherwise. Where the server lacks one of these, search is by equal letters.
DO $$
DECLARE
  wanted text;
BEGIN
  FOREACH wanted IN ARRAY ARRAY['pg_trgm', 'unaccent', 'fuzzystrmatch'] LOOP
    BEGIN
      EXECUTE format('CREATE EXTENSION IF NOT EXISTS %I SCHEMA public', wanted);
    EXCEPTION WHEN OTHERS THEN
      RAISE WARNING 'The database server does not offer the extension % (%): names are found by equal spelling only.',
        wanted, SQLERRM;
    END;
  END LOOP;
END
$$;
