-- Problems of files that somebody gave to a member of staff to deal with: values that could not be taken, and rows in quarantine. The
-- value itself stays where the file's problems are kept; what is here ends with the problem.

CREATE TABLE given_problem (
  batch uuid NOT NULL REFERENCES import_batch,
  problem text NOT NULL,
  place int NOT NULL,
  what text NOT NULL,
  children uuid[] NOT NULL,
  to_id uuid NOT NULL REFERENCES staff,
  given_by uuid NOT NULL REFERENCES staff,
  given_at timestamptz NOT NULL,
  why text NOT NULL CHECK (why <> ''),
  done_at timestamptz,
  PRIMARY KEY (batch, problem)
);
CREATE INDEX given_problem_to ON given_problem (to_id) WHERE done_at IS NULL;
COMMENT ON TABLE given_problem IS 'One row a problem of a file, with all that are alike in it, that one person was given to deal with';
COMMENT ON COLUMN given_problem.batch IS 'The batch';
COMMENT ON COLUMN given_problem.problem IS 'row- and the number of a row in quarantine; else a digest of what is the same of all values that are alike';
COMMENT ON COLUMN given_problem.place IS 'The row in quarantine, or which problem of the file is the first of these';
COMMENT ON COLUMN given_problem.what IS 'Item or column, and the first place in the file; never the value';
COMMENT ON COLUMN given_problem.children IS 'The children whom it is about, or may be';
COMMENT ON COLUMN given_problem.to_id IS 'Who has it';
COMMENT ON COLUMN given_problem.given_by IS 'Who gave it to them';
COMMENT ON COLUMN given_problem.given_at IS 'Since when they have it';
COMMENT ON COLUMN given_problem.why IS 'What whoever gave it wrote to them';
COMMENT ON COLUMN given_problem.done_at IS 'Instant at which they said that it is done; null before';

GRANT SELECT, INSERT, UPDATE, DELETE ON given_problem TO sightline_app;
