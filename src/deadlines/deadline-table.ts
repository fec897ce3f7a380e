import { derivedTable } from '../case-history/derived-table.ts';
import type { Case } from '../case-history/case.ts';
import type { Deadline } from './deadline.ts';

/** A settled case with its dates. */
export interface DatedCase {
  readonly case: Case;
  readonly deadlines: readonly Deadline[];
}

/** All that a status needs: with it in the index, measures need not fetch rows that lie scattered over the whole table. */
const status = ['due_on', 'done_on', 'closed_on', 'known_on', 'not_applicable', 'exempt', 'exempt_from', 'inevitable_from',
  'child_id', 'episode_kind', 'episode_no', 'body'];

/** In SQL: neither done nor closed, as are two rows in a hundred. */
export const open = 'done_on IS NULL AND closed_on IS NULL';
/** In SQL: the day on which it was done or closed. */
export const over = 'least(done_on, closed_on)';

/** The case in which a date belongs stores no text of its working: `working` rebuilds it from these columns. */
export const deadlineTable = derivedTable<DatedCase, Deadline>({
  name: 'deadline',
  meaning: 'One row a date that the law, guidance or arithmetic sets for a case. Nothing in it depends on today.',
  each: (dated) => dated.deadlines,
  key: ['deadline_no'],
  indexes: [['code', ...status], { on: ['code', ...status], where: open }, ['code', over], ['due_on']],
  columns: {
    deadline_no: { type: 'int', meaning: '1, 2, 3 … within the child', of: (d) => d.no },
    code: { type: 'text', meaning: 'Code of the rule', of: (d) => d.code },
    turn: { type: 'int', meaning: 'Which of those with this code within the child: 1, 2, 3 …', of: (d) => d.turn },
    body: { type: 'text', meaning: 'Body asked or setting consulted, where there is one date for each', of: (d) => d.body },
    episode_kind: { type: 'text', meaning: 'Part of the case that owns it', of: (d) => d.part },
    episode_no: { type: 'int', meaning: 'Which of these parts', of: (d) => d.partNo },
    nature: { type: 'text', meaning: 'duty; duty of others; window that runs out; marker: a day to know', of: (d) => d.rule.nature },
    force: { type: 'text', meaning: 'STATUTORY, CASE_LAW, GUIDANCE, DERIVED or INTERNAL', of: (d) => d.force },
    due_on: { type: 'date', meaning: 'Last lawful day, inclusive; null where none can be given yet', of: (d) => d.dueOn },
    quoted_on: { type: 'date', meaning: 'Day usually quoted, where that is another', of: (d) => d.quotedOn },
    practical_on: { type: 'date', meaning: 'Last working day on or before the last lawful day', of: (d) => d.practicalOn },
    rule_set: { type: 'text', meaning: 'Instrument or judgment that the rule rests on', of: (d) => d.rule.ruleSet },
    reading: { type: 'text', meaning: 'Contested reading applied other than the usual one: setting=VALUE', of: (d) => d.reading },
    trigger_kind: { type: 'text', meaning: 'What started it: kind of entry, or code of the date it is worked out from', of: (d) => d.triggerKind },
    trigger_on: { type: 'date', meaning: 'Day it runs from', of: (d) => d.triggerOn },
    trigger_seq: { type: 'int', meaning: 'Entry that holds what started it', of: (d) => d.trigger?.seq ?? null },
    known_on: { type: 'date', meaning: 'Day from which the duty is known to exist; null for always', of: (d) => d.knownOn },
    also_kind: { type: 'text', meaning: 'Second event that the day is worked out from', of: (d) => d.also?.kind ?? null },
    also_on: { type: 'date', meaning: 'Its day', of: (d) => d.also?.on ?? null },
    replaced_by: { type: 'text', meaning: 'Fact holding a day directed or agreed in place of the one worked out', of: (d) => d.replacedBy },
    done_on: { type: 'date', meaning: 'Day it was done', of: (d) => d.doneOn },
    exempt: { type: 'boolean', meaning: 'A valid exception is recorded for this limit', of: (d) => d.exempt !== null },
    exempt_from: { type: 'date', meaning: 'Day from which that exception is known; null for always', of: (d) => d.exemptFrom },
    exempt_ground: { type: 'text', meaning: 'Its ground', of: (d) => d.exempt },
    closed_on: { type: 'date', meaning: 'Day from which it was no longer needed', of: (d) => d.closedOn },
    not_applicable: { type: 'boolean', meaning: 'Done or no longer needed on a day that is not recorded', of: (d) => d.notApplicable },
    unrecorded: { type: 'boolean', meaning: 'Once it is over: nothing recorded says whether it was done', of: (d) => d.unrecorded },
    inevitable_from: { type: 'date', meaning: 'First day on which a breach is inevitable while it is not done', of: (d) => d.inevitableFrom },
    at_risk_from: { type: 'date', meaning: 'First day on which a step that must come before it is late', of: (d) => d.atRiskFrom },
    advice_late_from: { type: 'date', meaning: 'First day on which advice still to be asked for would come too late', of: (d) => d.adviceLateFrom },
  },
});
