-- What a batch has to tell of itself: that its file could not be checked for viruses yet, who rolled it back, and which
-- rows were put together.

ALTER TABLE import_batch DROP CONSTRAINT import_batch_state_check;
ALTER TABLE import_batch ADD CONSTRAINT import_batch_state_check
  CHECK (state IN ('waiting', 'running', 'done', 'failed', 'interrupted', 'unscanned', 'rolled-back'));
COMMENT ON COLUMN import_batch.state IS 'waiting, running, done, failed (refused), interrupted (stopped half-way: nothing was loaded), unscanned (not checked for viruses yet: nothing was read) or rolled-back';
COMMENT ON COLUMN import_batch.year IS 'Collection year of the return; until it is loaded, the one chosen by hand, if any';
ALTER TABLE import_batch ADD COLUMN rolled_back_by text;
COMMENT ON COLUMN import_batch.rolled_back_by IS 'Who rolled it back: a staff id, or the operator named to the command line';

ALTER TABLE import_row ADD COLUMN put_with int;
COMMENT ON COLUMN import_row.put_with IS 'The first row about the same person, where this one was put with it';
UPDATE import_row SET put_with = substring(reason FROM '^Put with row ([0-9]+)$')::int WHERE outcome = 'merged';
COMMENT ON COLUMN quarantine.likeness IS 'Why a person has to decide: number-only, names-only, other-name or several';
