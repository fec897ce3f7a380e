-- Asked at every page of whoever may be given rows: those that wait are few beside those that were decided.
CREATE INDEX quarantine_waiting ON quarantine (batch, row_no) WHERE state = 'waiting';
