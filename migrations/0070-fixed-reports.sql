-- Reports as they stood: figures and the rows behind them, kept under a short code. Nothing here is ever changed; an entry of
-- the council's chain (REPORT_FIXED) commits to what was kept, so that a change would be found. Rows name no child but by id.

CREATE TABLE fixed_report (
  code text PRIMARY KEY,
  title text NOT NULL CHECK (title <> ''),
  note text NOT NULL,
  known_at timestamptz NOT NULL,
  fixed_at timestamptz NOT NULL,
  fixed_by text NOT NULL
);
CREATE INDEX fixed_report_fixed_at ON fixed_report (fixed_at);
COMMENT ON TABLE fixed_report IS 'Reports that somebody kept as they stood. Append only';
COMMENT ON COLUMN fixed_report.code IS 'Eight letters and digits by which it is called';
COMMENT ON COLUMN fixed_report.title IS 'What whoever kept it called it';
COMMENT ON COLUMN fixed_report.note IS 'What they noted; empty without';
COMMENT ON COLUMN fixed_report.known_at IS 'Instant up to which everything recorded counts in it';
COMMENT ON COLUMN fixed_report.fixed_at IS 'Instant at which it was kept';
COMMENT ON COLUMN fixed_report.fixed_by IS 'Staff id of whoever kept it';

CREATE TABLE fixed_figure (
  code text NOT NULL REFERENCES fixed_report,
  place int NOT NULL,
  question text NOT NULL,
  figure text NOT NULL,
  rows text NOT NULL,
  PRIMARY KEY (code, place)
);
CREATE INDEX fixed_figure_question ON fixed_figure (question);
COMMENT ON TABLE fixed_figure IS 'The figures of reports that were kept, each with its rows. Append only';
COMMENT ON COLUMN fixed_figure.code IS 'The report';
COMMENT ON COLUMN fixed_figure.place IS '1, 2, 3 … in the report';
COMMENT ON COLUMN fixed_figure.question IS 'Measure, window, as-at day and filters as canonical JSON';
COMMENT ON COLUMN fixed_figure.figure IS 'Definition with its version, days and counts as canonical JSON';
COMMENT ON COLUMN fixed_figure.rows IS 'Child, case, day and standing of every row as canonical JSON';

CREATE TRIGGER report_append_only BEFORE UPDATE OR DELETE ON fixed_report FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER report_no_truncate BEFORE TRUNCATE ON fixed_report FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER figure_append_only BEFORE UPDATE OR DELETE ON fixed_figure FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER figure_no_truncate BEFORE TRUNCATE ON fixed_figure FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

GRANT SELECT, INSERT ON fixed_report, fixed_figure TO sightline_app;
GRANT SELECT ON fixed_report, fixed_figure TO sightline_report;
