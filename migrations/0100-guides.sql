-- Which of the short guides at the top of pages somebody has hidden.

CREATE TABLE guide_hidden (
  staff_id uuid NOT NULL REFERENCES staff,
  topic text NOT NULL CHECK (topic <> ''),
  PRIMARY KEY (staff_id, topic)
);
COMMENT ON TABLE guide_hidden IS 'Short guides at the top of pages that somebody has hidden';
COMMENT ON COLUMN guide_hidden.staff_id IS 'Who';
COMMENT ON COLUMN guide_hidden.topic IS 'Topic of help: the kind of page';

GRANT SELECT, INSERT, DELETE ON guide_hidden TO sightline_app;
