import { caseReference } from '../case-history/case-reference.ts';
import { derivedTable } from '../case-history/derived-table.ts';
import type { DatedCase } from './deadline-table.ts';
import { type Spell, spellsOf } from './live-case.ts';

/** All that lists of work show, sort and filter by, in one row for each day: they count whole services while somebody waits. */
export const liveCaseTable = derivedTable<DatedCase, Spell>({
  name: 'live_case',
  meaning: 'One row a spell of days through which a live case stays as lists show it, from the day of its last event on.',
  each: spellsOf,
  key: ['from_on'],
  indexes: [['caseworker_id'], ['team_id']],
  columns: {
    from_on: { type: 'date', meaning: 'First day of the spell', of: (s) => s.fromOn },
    until_on: { type: 'date', meaning: 'First day after it; null for ever', of: (s) => s.untilOn },
    reference: { type: 'text', meaning: 'Case reference, worked out from the child id', of: (s) => caseReference(s.settled.childId) },
    surname: { type: 'text', meaning: 'Surname', of: (s) => s.settled.person.surname },
    forename: { type: 'text', meaning: 'Forename', of: (s) => s.settled.person.forename },
    birth_on: { type: 'date', meaning: 'Date of birth', of: (s) => s.settled.person.dob },
    caseworker_id: { type: 'uuid', meaning: 'Member of staff whose case it is', of: (s) => s.settled.allocation?.caseworker ?? null },
    team_id: { type: 'uuid', meaning: 'Team whose case it is', of: (s) => s.settled.allocation?.team ?? null },
    worked_on: { type: 'date', meaning: 'Day on which staff last recorded anything but who works on the case or may see it', of: (s) => s.settled.workedOn },
    stage: { type: 'text', meaning: 'Where the case is', of: (s) => s.on.stage },
    assessing: { type: 'boolean', meaning: 'A request or assessment is open, and no plan in force', of: (s) => s.on.assessing },
    need: { type: 'text', meaning: 'Primary need of the plan in force, or else of the latest plan', of: (s) => s.on.need },
    bodies: { type: 'text', meaning: 'Bodies whose advice is awaited, one a line; null where none is', of: (s) => s.on.bodies.join('\n') || null },
    views: { type: 'boolean', meaning: 'Days of the family for views run', of: (s) => s.on.views },
    settings: { type: 'int', meaning: 'How many settings consulted have not replied', of: (s) => s.on.settings },
    mediator: { type: 'boolean', meaning: 'The certificate of a mediation adviser is awaited', of: (s) => s.on.mediator },
    appeal: { type: 'boolean', meaning: 'An appeal is lodged and not over', of: (s) => s.on.appeal },
    data_problem: { type: 'boolean', meaning: 'Something basic is missing from the data or contradicts itself, or a step is unusual', of: (s) => s.dataProblem },
    next_no: { type: 'int', meaning: 'Number of the legal duty due first, those excused last; null where none runs', of: (s) => s.on.nextNo },
    due_on: { type: 'date', meaning: 'Last lawful day of that duty', of: (s) => s.on.dueOn },
    excused: { type: 'boolean', meaning: 'That duty is past its last lawful day, and an exception is recorded', of: (s) => s.on.excused },
    overdue: { type: 'int', meaning: 'How many legal duties are past their last lawful day and not excused', of: (s) => s.on.overdue },
    ahead_on: { type: 'date', meaning: 'Last lawful day of the legal duty due first of those not past it', of: (s) => s.on.aheadOn },
    to_do: { type: 'text', meaning: 'What is to be done by law and not excused, one a line: last lawful day and cause; null where nothing is', of: (s) => s.on.toDo.map(({ dueOn, cause }) => `${dueOn} ${cause}`).join('\n') || null },
    inevitable_from: { type: 'date', meaning: 'First day on which a breach of such a duty is inevitable', of: (s) => s.on.inevitableFrom },
  },
});
