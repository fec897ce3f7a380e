// The columns and cells of a list of cases, the same on the page and in a file.
import { addDays, type Day } from '../calendar/day.ts';
import { adviceBodies } from '../case-history/kinds/assessment.ts';
import { stages } from '../case-history/case-stage.ts';
import { caseAddress } from '../children/addresses.ts';
import { nameOf } from '../children/subject-bar.ts';
import { ruleBehind } from '../deadlines/working.ts';
import { shortDayText } from '../platform/layout/format.ts';
import { rules } from '../statute/rules.ts';
import { ballInWords } from './ball.ts';
import { dueLabel } from '../children/due-label.ts';
import type { SortName } from './list-question.ts';
import type { ListedCase } from './listed-case.ts';
import { NEXT_DAYS, type Scope } from './views.ts';

export interface ListColumn {
  readonly name: string;
  readonly sort: SortName | null;
  /** The text of a row, as files have it. */
  readonly text: (row: CaseLine) => string;
}

/** A case as a line of a list. */
export interface CaseLine {
  readonly childId: string;
  readonly href: string;
  readonly name: string;
  readonly reference: string;
  readonly stage: string;
  readonly due: { readonly day: string; readonly label: string; readonly what: string; readonly late: boolean } | null;
  readonly notes: readonly string[];
  readonly ball: string;
  readonly worked: string;
  readonly caseworker: string;
}

/** The title of a legal duty, with the body asked where it is one for each: "Reply to the request for advice: Health". */
function dutyInWords({ code, body, ruleSet, dueOn, triggerKind }: Pick<ListedCase, 'code' | 'body' | 'ruleSet' | 'dueOn' | 'triggerKind'>): string {
  if (code === null) return '';
  const rule = ruleBehind({ code, dueOn, triggerKind: triggerKind ?? '', triggerOn: null, reading: null, replacedBy: null, also: null, ruleSet: ruleSet ?? '' }, rules);
  const title = rule?.title ?? code;
  return body === null ? title : `${title}: ${(adviceBodies as Readonly<Record<string, string>>)[body] ?? body}`;
}

/** A case as a line. */
export function lineOf(row: ListedCase, today: Day): CaseLine {
  const { dueOn, excused, inevitable, dataProblem } = row;
  return {
    childId: row.childId, href: caseAddress({ childId: row.childId }), name: nameOf(row), reference: row.reference, stage: stages[row.stage],
    due: dueOn === null ? null : { day: shortDayText(dueOn), label: dueLabel(dueOn, today, excused), what: dutyInWords(row), late: dueOn < today && !excused },
    notes: [...furtherDates(row, today), ...(inevitable ? ['A limit can no longer be met'] : []), ...(dataProblem ? ['Data problem'] : [])],
    ball: ballInWords(row), worked: row.workedOn === null ? 'Never' : shortDayText(row.workedOn), caseworker: row.caseworker ?? (row.caseworkerId === null ? 'Nobody yet' : 'Somebody no longer listed'),
  };
}

// Where the date shown is past: how many are, and the next one to come if it is near, or else its list would not say why the case is in it.
function furtherDates({ dueOn, aheadOn, overdue }: ListedCase, today: Day): string[] {
  const near = aheadOn !== null && dueOn !== null && dueOn < today && aheadOn <= addDays(today, NEXT_DAYS);
  return [...(overdue > 1 ? [`${overdue} dates overdue`] : []), ...(near ? [`Next: ${shortDayText(aheadOn)}, ${dueLabel(aheadOn, today).replace(/^./, (letter) => letter.toLowerCase())}`] : [])];
}

const columns: readonly ListColumn[] = [
  { name: 'Child or young person', sort: 'name', text: ({ name }) => name },
  { name: 'Reference', sort: null, text: ({ reference }) => reference },
  { name: 'Stage', sort: 'stage', text: ({ stage }) => stage },
  { name: 'Next statutory date', sort: 'due', text: ({ due }) => due?.day ?? 'None' },
  { name: 'How it stands', sort: null, text: ({ due }) => due?.label ?? '' },
  { name: 'What is due', sort: null, text: ({ due }) => due?.what ?? '' },
  { name: 'To note', sort: null, text: ({ notes }) => notes.join('; ') },
  { name: 'Who has the ball', sort: 'ball', text: ({ ball }) => ball },
  { name: 'Last recorded', sort: 'worked', text: ({ worked }) => worked },
  { name: 'Caseworker', sort: 'caseworker', text: ({ caseworker }) => caseworker },
];

/** The columns of a list; one's own caseload needs none for the caseworker. */
export function columnsOf(scope: Scope): readonly ListColumn[] {
  return scope.kind === 'mine' ? columns.filter(({ name }) => name !== 'Caseworker') : columns;
}
