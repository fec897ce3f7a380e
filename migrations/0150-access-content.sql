-- What somebody typed or changed stands apart from the entry of the access log that is sealed, which holds a salted commitment to it: it
-- may lawfully be disposed of and the chain still holds. Entries from before keep it in themselves: what is sealed is never rewritten.

ALTER TABLE access_view ADD commitment bytea;
COMMENT ON COLUMN access_view.commitment IS 'SHA-256 of salt and content, where something was typed or changed: binds it without holding it';
COMMENT ON COLUMN access_view.criteria IS 'What was typed or changed, in entries from before it stood apart';

CREATE TABLE access_content (
  view_id bigint PRIMARY KEY REFERENCES access_view,
  salt bytea NOT NULL,
  text text NOT NULL
);
COMMENT ON TABLE access_content IS 'What somebody typed or changed. A row may lawfully be disposed of; the chain then still verifies';
COMMENT ON COLUMN access_content.view_id IS 'The entry that commits to it';
COMMENT ON COLUMN access_content.salt IS 'Random, so that the commitment tells nothing once the content is gone';
COMMENT ON COLUMN access_content.text IS 'What was searched for or typed, or what was before and is after a change: exactly what was committed to';

-- Append only, for the owner too. Content may be deleted, in the name of sightline_dispose alone.
CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND TG_TABLE_NAME IN ('history_content', 'access_content') AND current_user = 'sightline_dispose' THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION '% on % is refused: the record is append only', TG_OP, TG_TABLE_NAME;
END $$;
CREATE TRIGGER access_content_append_only BEFORE UPDATE OR DELETE ON access_content FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER access_content_no_truncate BEFORE TRUNCATE ON access_content FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Nobody writes content into an entry any more. Who disposes says so in an entry of its own.
REVOKE INSERT ON access_view FROM sightline_app;
GRANT INSERT (viewer, what, route, commitment) ON access_view TO sightline_app, sightline_dispose;
GRANT SELECT, INSERT ON access_content TO sightline_app;
GRANT SELECT ON access_view, emergency_access TO sightline_dispose;
GRANT INSERT ON access_child TO sightline_dispose;
GRANT SELECT, INSERT, DELETE ON access_content TO sightline_dispose;
GRANT SELECT ON access_content TO sightline_report;
