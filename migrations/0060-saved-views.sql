-- Lists of cases that people keep: which cases, in which order. A view holds a question, never a case.

CREATE TABLE saved_view (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  owner_id uuid NOT NULL REFERENCES staff,
  list text NOT NULL CHECK (list IN ('mine', 'team')),
  name text NOT NULL CHECK (name <> ''),
  shared boolean NOT NULL,
  question json NOT NULL,
  made_at timestamptz NOT NULL
);
CREATE UNIQUE INDEX saved_view_name ON saved_view (owner_id, list, lower(name));
COMMENT ON TABLE saved_view IS 'Lists of cases that people keep under a name';
COMMENT ON COLUMN saved_view.id IS 'Random identifier';
COMMENT ON COLUMN saved_view.owner_id IS 'Who made it';
COMMENT ON COLUMN saved_view.list IS 'mine: of one''s own caseload; team: of a team''s cases';
COMMENT ON COLUMN saved_view.name IS 'What its owner calls it';
COMMENT ON COLUMN saved_view.shared IS 'Whether others are offered it; each sees in it only what they may';
COMMENT ON COLUMN saved_view.question IS 'View, filters, order and page size, as in the address of a list';
COMMENT ON COLUMN saved_view.made_at IS 'Instant of saving';

CREATE TABLE default_view (
  staff_id uuid NOT NULL REFERENCES staff,
  list text NOT NULL,
  view_id uuid NOT NULL REFERENCES saved_view ON DELETE CASCADE,
  PRIMARY KEY (staff_id, list)
);
COMMENT ON TABLE default_view IS 'The view that somebody''s list opens with';
COMMENT ON COLUMN default_view.staff_id IS 'Who';
COMMENT ON COLUMN default_view.list IS 'Of which list';
COMMENT ON COLUMN default_view.view_id IS 'The view';

GRANT SELECT, INSERT, UPDATE, DELETE ON saved_view, default_view TO sightline_app;
