// What the page of one problem of a file tells of it, and where it is dealt with.
import { caseAddress } from '../children/addresses.ts';
import { countText } from '../platform/layout/format.ts';
import type { Right } from '../staff/rights.ts';
import { type ProblemNamed, rowKey } from './given-problem.ts';
import { alikeRowsAddress, giveRowAddress, importProblemAddress, importProblemsAddress, quarantinedRowAddress, trackerValuesAddress } from './import-addresses.ts';
import type { ImportBatch } from './import-batch.ts';
import { likenesses } from './likeness.ts';
import type { QuarantinedRow } from './quarantine.ts';
import { suggestedFix } from './sen2-suggestion.ts';

/** Values of a file that are alike, the first first: each with the children whom its row is or may be about, and the one whom it is known to be about. */
export interface AlikeInFile {
  readonly key: string;
  readonly element: string;
  readonly value: string;
  readonly message: string;
  readonly problems: readonly { readonly place: number; readonly at: string; readonly about: readonly string[]; readonly child: string | null }[];
}

/** A problem as its page has it. `right` is what dealing with it needs. */
export interface ProblemDesk {
  readonly named: ProblemNamed;
  readonly right: Right;
  readonly title: string;
  readonly section: 'Files loaded' | 'Quarantine';
  readonly lines: readonly { readonly name: string; readonly text: string }[];
  readonly places: readonly { readonly at: string; readonly href: string | null }[];
  readonly links: { readonly here: string; readonly back: string };
  /** What the link to where it is dealt with says. */
  readonly fix: string;
  /** Rows that are alike: they can be given with it, and those that were are done with together. */
  readonly alike: AlikeToIt | null;
  /** Whether a later file took the place of this one: then it can be given to nobody. */
  readonly over: boolean;
}

/** The other rows that wait for the same reason with the same evidence, where they are listed, and which of the rows were given with it. */
export interface AlikeToIt { readonly rows: readonly ProblemNamed[]; readonly href: string; readonly together: readonly ProblemNamed[] }

const FILE = 'The file as a whole';
const ROW = 'The row as a whole';

/** The page of values that could not be taken. `over`: a later file took the place of this one. */
export function deskOfValues({ id, kind, state }: ImportBatch, over: boolean, { key, element, value, message, problems }: AlikeInFile): ProblemDesk {
  const own = { batch: id };
  const [isReturn, matching] = [kind !== 'tracker', state === 'matching'];
  const suggestion = isReturn ? suggestedFix(element, value) : null;
  const place = problems[0]?.place ?? 1;
  const places = problems.map(({ at, child }) => ({ at: at === '' ? FILE : at, href: child === null || state !== 'done' ? null : caseAddress({ childId: child }) }));
  const more = places.length > 1 ? ` and ${countText(places.length - 1, 'more place')}` : '';
  const lines = [
    { name: 'Value', text: value === '' ? '(nothing)' : value }, { name: isReturn ? 'Item' : 'Column', text: element === '' ? ROW : element }, { name: 'What is wrong', text: message },
    ...(suggestion === null ? [] : [{ name: 'Suggested fix', text: suggestion }]),
  ];
  return {
    named: { ...own, problem: key, place, what: `${element === '' ? ROW : element}: ${places[0]?.at ?? FILE}${more}`, children: [...new Set(problems.flatMap(({ about }) => about))] },
    over, alike: null, right: 'import-files', title: 'A value that could not be taken', section: 'Files loaded', lines, places,
    links: { here: importProblemAddress({ ...own, place: String(place) }), back: matching ? trackerValuesAddress(own) : importProblemsAddress(own) },
    fix: matching ? 'Say what the value means' : 'All values of this file that could not be taken',
  };
}

/** A row of the quarantine as it is given. `children`: those whom it may be about. */
export const rowNamed = ({ batch, row, at }: Pick<QuarantinedRow, 'batch' | 'row' | 'at'>, children: readonly string[]): ProblemNamed => ({ batch, problem: rowKey(row), place: row, what: at, children });

/** The page of giving a row of the quarantine, alone or with those that are alike. */
export function deskOfRow({ batch, row, at, likeness }: QuarantinedRow, children: readonly string[], alike: Omit<AlikeToIt, 'href'>): ProblemDesk {
  const parts = { batch, row: String(row) };
  return {
    named: rowNamed({ batch, row, at }, children), right: 'decide-matches', title: 'A row that waits for a decision', section: 'Quarantine',
    lines: [{ name: 'Why it waits', text: likenesses[likeness] }], places: [{ at, href: null }], alike: { ...alike, href: alikeRowsAddress(parts) },
    links: { here: giveRowAddress(parts), back: quarantinedRowAddress(parts) }, fix: 'Look at the row beside the record', over: false,
  };
}
