-- Files that were loaded: each batch, what became of each of its rows, what could not be read, and what waits for a
-- person. The assertions themselves are entries of the record.

CREATE TABLE import_batch (
  id uuid PRIMARY KEY,
  kind text NOT NULL,
  state text NOT NULL CHECK (state IN ('waiting', 'running', 'done', 'failed', 'interrupted', 'rolled-back')),
  files text[] NOT NULL,
  asked_by text NOT NULL,
  asked_at timestamptz NOT NULL,
  ended_at timestamptz,
  digest text,
  year int,
  census_day date,
  lea text,
  progress json NOT NULL DEFAULT '{}',
  balance json,
  problems int NOT NULL DEFAULT 0,
  same_as uuid REFERENCES import_batch,
  trouble text
);
CREATE INDEX import_batch_asked_at ON import_batch (asked_at);
CREATE INDEX import_batch_digest ON import_batch (digest);
COMMENT ON TABLE import_batch IS 'One row a file, or set of files, that somebody asked to load';
COMMENT ON COLUMN import_batch.id IS 'Random identifier; the source of the entries that it made';
COMMENT ON COLUMN import_batch.kind IS 'Kind of file: sen2-xml, sen2-xlsx or sen2-csv';
COMMENT ON COLUMN import_batch.state IS 'waiting, running, done, failed (refused), interrupted (stopped half-way: nothing was loaded) or rolled-back';
COMMENT ON COLUMN import_batch.files IS 'Names of the files, as whoever sent them calls them';
COMMENT ON COLUMN import_batch.asked_by IS 'A staff id, or the operator named to the command line';
COMMENT ON COLUMN import_batch.asked_at IS 'Instant of asking';
COMMENT ON COLUMN import_batch.ended_at IS 'Instant at which it was done, failed or rolled back';
COMMENT ON COLUMN import_batch.digest IS 'SHA-256 of the files, hexadecimal';
COMMENT ON COLUMN import_batch.year IS 'Collection year of the return';
COMMENT ON COLUMN import_batch.census_day IS 'Day as at which the file speaks';
COMMENT ON COLUMN import_batch.lea IS 'Number of the authority in the header; that of the first file loaded is the council''s own';
COMMENT ON COLUMN import_batch.progress IS 'How far it has come: stage, rows, bytesRead, bytesTotal';
COMMENT ON COLUMN import_batch.balance IS 'Rows in, and how many were new, changed, unchanged, merged, quarantined and excluded';
COMMENT ON COLUMN import_batch.problems IS 'How many values could not be taken as they stand';
COMMENT ON COLUMN import_batch.same_as IS 'An earlier batch of the very same files, still loaded';
COMMENT ON COLUMN import_batch.trouble IS 'Why it was refused, and what to do';

CREATE TABLE import_row (
  batch uuid NOT NULL REFERENCES import_batch,
  row_no int NOT NULL,
  at text NOT NULL,
  outcome text NOT NULL,
  child_id uuid,
  reason text,
  digest uuid,
  PRIMARY KEY (batch, row_no)
);
CREATE INDEX import_row_digest ON import_row (digest) WHERE digest IS NOT NULL;
COMMENT ON TABLE import_row IS 'One row a person in a file: what became of it';
COMMENT ON COLUMN import_row.batch IS 'The batch';
COMMENT ON COLUMN import_row.row_no IS '1, 2, 3 … in the order of the file';
COMMENT ON COLUMN import_row.at IS 'Where it stands in the file';
COMMENT ON COLUMN import_row.outcome IS 'new, changed, unchanged, merged, quarantined or excluded';
COMMENT ON COLUMN import_row.child_id IS 'The child whom it was taken to be about';
COMMENT ON COLUMN import_row.reason IS 'Why, where the outcome does not say it';
COMMENT ON COLUMN import_row.digest IS 'First 128 bits of the SHA-256 of what the row says, where this batch asserts it or it waits in quarantine';

CREATE TABLE import_problem (
  batch uuid NOT NULL REFERENCES import_batch,
  problem_no int NOT NULL,
  row_no int,
  at text NOT NULL,
  element text NOT NULL,
  value text NOT NULL,
  message text NOT NULL,
  PRIMARY KEY (batch, problem_no)
);
COMMENT ON TABLE import_problem IS 'One row a value of a file that could not be taken as it stands; the first 20,000 of a batch';
COMMENT ON COLUMN import_problem.batch IS 'The batch';
COMMENT ON COLUMN import_problem.problem_no IS '1, 2, 3 … in the order of reading';
COMMENT ON COLUMN import_problem.row_no IS 'The person in the file; none where it concerns the file as a whole';
COMMENT ON COLUMN import_problem.at IS 'Where it stands in the file';
COMMENT ON COLUMN import_problem.element IS 'Item of the return';
COMMENT ON COLUMN import_problem.value IS 'What stood there';
COMMENT ON COLUMN import_problem.message IS 'What is wrong with it, and what to do';

CREATE TABLE quarantine (
  batch uuid NOT NULL,
  row_no int NOT NULL,
  likeness text NOT NULL,
  alike uuid[] NOT NULL,
  state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'same', 'different', 'rolled-back')),
  record text,
  source_row text,
  unsure_by text,
  decided_by text,
  decided_at timestamptz,
  decided_child uuid,
  PRIMARY KEY (batch, row_no),
  FOREIGN KEY (batch, row_no) REFERENCES import_row,
  CHECK ((state = 'waiting') = (record IS NOT NULL))
);
COMMENT ON TABLE quarantine IS 'One row a person in a file who may or may not be a child of the record';
COMMENT ON COLUMN quarantine.batch IS 'The batch';
COMMENT ON COLUMN quarantine.row_no IS 'The row of the file';
COMMENT ON COLUMN quarantine.likeness IS 'Why a person has to decide: number-only, names-only or several';
COMMENT ON COLUMN quarantine.alike IS 'The children whom it may be about';
COMMENT ON COLUMN quarantine.state IS 'waiting, or what was decided: same, different; rolled-back with its batch';
COMMENT ON COLUMN quarantine.record IS 'What the row says, as JSON, only while it waits';
COMMENT ON COLUMN quarantine.source_row IS 'The row as read, as JSON, only while it waits';
COMMENT ON COLUMN quarantine.unsure_by IS 'Who was not sure and asked for somebody else to look';
COMMENT ON COLUMN quarantine.decided_by IS 'Who decided';
COMMENT ON COLUMN quarantine.decided_at IS 'Instant of the decision';
COMMENT ON COLUMN quarantine.decided_child IS 'The child whom it is about, as decided';

GRANT SELECT, INSERT, UPDATE ON import_batch, quarantine TO sightline_app;
GRANT SELECT, INSERT, DELETE ON import_row, import_problem TO sightline_app;
GRANT SELECT ON import_batch, import_row, import_problem, quarantine TO sightline_report;
