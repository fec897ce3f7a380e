-- Cases given to caseworkers many at a time: what was proposed, and what became of each. The record itself holds whose
-- case it is, as an entry of the child.

CREATE TABLE allocation (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  asked_by uuid NOT NULL REFERENCES staff,
  asked_at timestamptz NOT NULL,
  rule text NOT NULL CHECK (rule IN ('by-hand', 'evenly')),
  state text NOT NULL DEFAULT 'proposed' CHECK (state IN ('proposed', 'running', 'done', 'dropped')),
  ended_at timestamptz
);
CREATE INDEX allocation_asked_at ON allocation (asked_at);
COMMENT ON TABLE allocation IS 'One row a proposal to give cases to caseworkers';
COMMENT ON COLUMN allocation.id IS 'Random identifier';
COMMENT ON COLUMN allocation.asked_by IS 'Who proposed it, and alone may carry it out';
COMMENT ON COLUMN allocation.asked_at IS 'Instant of the proposal';
COMMENT ON COLUMN allocation.rule IS 'by-hand: one caseworker was chosen; evenly: shared by how many cases each has';
COMMENT ON COLUMN allocation.state IS 'proposed, running, done, or dropped';
COMMENT ON COLUMN allocation.ended_at IS 'Instant at which it was done or dropped';

CREATE TABLE allocation_case (
  allocation_id uuid NOT NULL REFERENCES allocation,
  place int NOT NULL,
  child_id uuid NOT NULL,
  from_id uuid,
  to_id uuid NOT NULL REFERENCES staff,
  team_id uuid,
  operation_id uuid NOT NULL DEFAULT gen_random_uuid(),
  outcome text CHECK (outcome IN ('skipped', 'allocated', 'refused')),
  reason text,
  PRIMARY KEY (allocation_id, child_id)
);
CREATE INDEX allocation_case_place ON allocation_case (allocation_id, place);
COMMENT ON TABLE allocation_case IS 'One row a case of a proposal';
COMMENT ON COLUMN allocation_case.allocation_id IS 'The proposal';
COMMENT ON COLUMN allocation_case.place IS '1, 2, 3 … in the order of the list';
COMMENT ON COLUMN allocation_case.child_id IS 'The case';
COMMENT ON COLUMN allocation_case.from_id IS 'Whose case it was when proposed; none for nobody''s';
COMMENT ON COLUMN allocation_case.to_id IS 'Who is to have it';
COMMENT ON COLUMN allocation_case.team_id IS 'The team of whoever is to have it, when proposed';
COMMENT ON COLUMN allocation_case.operation_id IS 'The change that it makes, so that it is made once';
COMMENT ON COLUMN allocation_case.outcome IS 'skipped when proposed; allocated or refused when carried out';
COMMENT ON COLUMN allocation_case.reason IS 'Why it was skipped or refused';

GRANT SELECT, INSERT, UPDATE ON allocation, allocation_case TO sightline_app;
