// A row that may or may not be about a child of the record: how the two differ, in words.
import { dayInWords } from '../calendar/words.ts';
import type { Day } from '../calendar/day.ts';
import { foldedName } from '../case-history/identity.ts';
import type { Person } from '../case-history/case.ts';
import type { ReturnRecord } from '../case-history/return-record.ts';
import type { TrackerPerson } from '../case-history/tracker-row.ts';
import { areNear } from '../children/name-likeness.ts';
import type { Likeness } from './likeness.ts';

/** What can be decided. `unsure` asks somebody else to look, and decides nothing. */
export type QuarantineDecision = 'same' | 'different' | 'unsure';

/** A row that waits, or waited, for a person. */
export interface QuarantinedRow {
  readonly batch: string;
  readonly row: number;
  readonly at: string;
  readonly likeness: Likeness;
  readonly alike: readonly string[];
  readonly state: 'waiting' | 'same' | 'different' | 'rolled-back';
  readonly unsureBy: string | null;
  readonly decidedBy: string | null;
  readonly decidedAt: string | null;
  readonly decidedChild: string | null;
  /** What the row says; null once it was decided. */
  readonly record: ReturnRecord | null;
}

/** One line of two records side by side. */
export interface Comparison {
  readonly name: string;
  readonly inFile: string;
  readonly inRecord: string;
  /** How the two compare: "The same", "Differs: …". */
  readonly words: string;
  readonly same: boolean;
  /** What it counts for being the same person, or (below nought) against; nought where one of them says nothing. */
  readonly points: number;
}

/** What each line counts: for, and against. A help to look in order, never a decision. */
interface Weight { readonly alike: number; readonly other: number }

const NONE = 'Not recorded';
const NEARLY = ': nearly the same name';

/** How the values of one line compare: `alike` where they differ in spelling only, `how` they differ otherwise. */
interface Values { readonly file: string | null; readonly held: string | null; readonly alike?: boolean; readonly how?: string; readonly weight: Weight }

function compared(name: string, { file, held, alike = false, how = '', weight }: Values): Comparison {
  const base = { name, inFile: file ?? NONE, inRecord: held ?? NONE };
  if (file === null || held === null) return { ...base, words: file === held ? 'Not recorded in either' : `Only in the ${file === null ? 'record' : 'file'}`, same: file === held, points: 0 };
  if (file === held) return { ...base, words: 'The same', same: true, points: weight.alike };
  if (alike) return { ...base, words: 'The same but for spelling', same: true, points: weight.alike };
  return { ...base, words: `Differs${how}`, same: false, points: how === NEARLY || how.startsWith(': day and month') || /: [12] of/.test(how) ? 0 : -weight.other };
}

/** The sum of what every line counts, and the most that it can be. */
export function scoreOf(lines: readonly Comparison[]): { readonly points: number; readonly most: number } {
  return { points: lines.reduce((sum, { points }) => sum + points, 0), most: Object.values(weights).reduce((sum, { alike }) => sum + alike, 0) };
}

const weights = {
  surname: { alike: 10, other: 10 }, forename: { alike: 10, other: 10 }, dob: { alike: 20, other: 20 }, upn: { alike: 25, other: 25 }, uln: { alike: 5, other: 10 },
  nhsNumber: { alike: 25, other: 25 }, knownAs: { alike: 0, other: 0 }, formerNames: { alike: 0, other: 0 }, sex: { alike: 0, other: 10 }, postcode: { alike: 5, other: 0 },
} as const;

const sexes: Readonly<Record<string, string>> = { M: 'Male', F: 'Female', U: 'Not known' };

/** The two records side by side, line by line. Pure. */
export function compareRecords(file: ReturnRecord['person'] | TrackerPerson, held: Person): Comparison[] {
  const more: TrackerPerson = file;
  const text = (label: string, a: string | null, b: string | null, weight: Weight): Comparison => compared(label, { file: a, held: b, alike: foldedName(a) === foldedName(b), weight });
  const name = (label: string, a: string | null, b: string | null, weight: Weight): Comparison => compared(label, { file: a, held: b, alike: foldedName(a) === foldedName(b), how: areNear(a, b) ? NEARLY : '', weight });
  const number = (label: string, a: string | null, b: string | null, weight: Weight): Comparison => compared(label, { file: a, held: b, how: placesApart(a, b), weight });
  const sex = (code: string | null): string | null => (code === null ? null : sexes[code] ?? code);
  return [
    name('Surname', file.surname, held.surname, weights.surname),
    name('Forename', file.forename, held.forename, weights.forename),
    compared('Date of birth', { file: words(file.personBirthDate), held: words(held.dob), how: daysApart(file.personBirthDate, held.dob), weight: weights.dob }),
    number('Unique pupil number (UPN)', file.upn, held.upn, weights.upn),
    number('Unique learner number (ULN)', file.uniqueLearnerNumber, held.uln, weights.uln),
    number('NHS number', more.nhsNumber ?? null, held.nhsNumber, weights.nhsNumber),
    ...stated(text('Known as', more.knownAs ?? null, held.knownAs, weights.knownAs)), ...stated(text('Former names', more.formerNames ?? null, held.formerNames, weights.formerNames)),
    compared('Sex', { file: sex(file.sex), held: sex(held.sex), weight: weights.sex }),
    text('Home postcode', file.postCode, held.postcode, weights.postcode),
  ];
}

// Few have these: a line of which neither says anything tells nothing.
const stated = (line: Comparison): Comparison[] => (line.inFile === NONE && line.inRecord === NONE ? [] : [line]);

const words = (day: Day | null): string | null => (day === null ? null : dayInWords(day));

/** How many characters of two numbers of one length differ. */
function placesApart(a: string | null, b: string | null): string {
  if (a === null || b === null || a.length !== b.length) return '';
  const apart = [...a].filter((letter, i) => letter !== b[i]).length;
  return `: ${apart} of ${a.length} characters`;
}

function daysApart(a: Day | null, b: Day | null): string {
  if (a === null || b === null) return '';
  const [yearA, monthA, dateA] = a.split('-');
  const [yearB, monthB, dateB] = b.split('-');
  if (yearA === yearB && monthA === dateB && dateA === monthB) return ': day and month exchanged';
  const parts = [yearA === yearB ? '' : 'year', monthA === monthB ? '' : 'month', dateA === dateB ? '' : 'day'].filter((part) => part !== '');
  return `: another ${parts.join(' and ')}`;
}

/** What rows must have in common to be decided all alike: why they wait, and how every line compares. */
export function evidenceOf(row: Pick<QuarantinedRow, 'likeness'>, lines: readonly Comparison[]): string {
  return [row.likeness, ...lines.map(({ name, words: told }) => `${name}: ${told}`)].join('; ');
}
