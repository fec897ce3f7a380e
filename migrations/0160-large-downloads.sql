-- Files of more than 500 children: who asked for one and what for, and what a second person answered.

CREATE TABLE large_download (
  id uuid PRIMARY KEY,
  asked_by uuid NOT NULL REFERENCES staff,
  asked_at timestamptz NOT NULL,
  file text NOT NULL CHECK (file LIKE '/%'),
  holds text NOT NULL,
  children int NOT NULL CHECK (children > 0),
  reason text NOT NULL CHECK (reason <> ''),
  UNIQUE (id, asked_by)
);
CREATE INDEX large_download_asked ON large_download (asked_by, file);
COMMENT ON TABLE large_download IS 'One row a file of many children that somebody asked for';
COMMENT ON COLUMN large_download.id IS 'Came with the form: sent twice, it asks once';
COMMENT ON COLUMN large_download.asked_by IS 'Who asked for it';
COMMENT ON COLUMN large_download.asked_at IS 'Instant of asking';
COMMENT ON COLUMN large_download.file IS 'Its address with everything that it asks: which list, of what, with which filters';
COMMENT ON COLUMN large_download.holds IS 'What it is and its columns, in words, as they stood when it was asked for';
COMMENT ON COLUMN large_download.children IS 'How many children it named then';
COMMENT ON COLUMN large_download.reason IS 'What it is for, in their words';

CREATE TABLE large_download_answer (
  download_id uuid PRIMARY KEY,
  asked_by uuid NOT NULL,
  answered_by uuid NOT NULL REFERENCES staff CHECK (answered_by <> asked_by),
  answered_at timestamptz NOT NULL,
  agreed boolean NOT NULL,
  note text NOT NULL CHECK (note <> ''),
  FOREIGN KEY (download_id, asked_by) REFERENCES large_download (id, asked_by)
);
COMMENT ON TABLE large_download_answer IS 'One row a file of many children that a second person agreed to or refused';
COMMENT ON COLUMN large_download_answer.download_id IS 'What was asked for';
COMMENT ON COLUMN large_download_answer.asked_by IS 'Who asked for it: the same person never answers';
COMMENT ON COLUMN large_download_answer.answered_by IS 'Who answered';
COMMENT ON COLUMN large_download_answer.answered_at IS 'Instant of the answer: what is agreed ends 24 hours later';
COMMENT ON COLUMN large_download_answer.agreed IS 'Whether they agreed';
COMMENT ON COLUMN large_download_answer.note IS 'Why, in a line';

-- Nobody at work changes them afterwards.
GRANT SELECT, INSERT ON large_download, large_download_answer TO sightline_app;
