// What the columns of a tracker mean: the mapping that a council writes once for each of its sheets, or makes on the page.
// docs/tracker-mapping.md is its guide.
import { z } from 'zod';
import { type Day, parseDay } from '../calendar/day.ts';
import { faultsIn, GUIDE } from './tracker-mapping-faults.ts';

const words = z.string().trim().min(1, 'should not be empty').max(200, 'is longer than 200 characters');
const order = z.enum(['dmy', 'mdy', 'ymd'], 'should be dmy, mdy or ymd');
const values = z.record(z.string(), z.string());
const asAt = z.string().refine((text) => parseDay(text) !== null, 'should be a day, written ccyy-mm-dd').transform((text) => text as Day);

const fact = z.union([z.string(), z.strictObject({ column: words, values: values.optional() })], 'should be a word, or an object with "column"');

const column = z.strictObject({
  to: words,
  facts: z.record(z.string(), fact).optional(),
  values: values.optional(),
  order: order.optional(),
  form: z.enum(['surname first', 'forename first'], 'should be "surname first" or "forename first"').optional(),
});

/** Which children of the record a sheet should have a row of, when it is compared. */
const COVERS = ['requests', 'open requests', 'plans in force', 'both'] as const;

export type Covers = (typeof COVERS)[number];

/** What the children have of whom it should have a row. */
export const COVERED_WORDS: Readonly<Record<Covers, string>> = {
  'requests': 'an open request on the day of the tracker, or one that ended since the first end in it',
  'open requests': 'an open request on the day of the tracker',
  'plans in force': 'a plan in force on the day of the tracker',
  'both': 'an open request or a plan in force on the day of the tracker',
};

const mappingForm = z.strictObject({
  tracker: words,
  asAt: asAt.optional(),
  covers: z.enum(COVERS, 'should be "requests", "open requests", "plans in force" or "both"').optional(),
  sheet: words.optional(),
  headingsRow: z.int().min(1).max(1000).optional(),
  dates: z.strictObject({ order: order.optional(), twoDigitYears: z.literal('2000s', 'should be "2000s", or be left out').optional() }).optional(),
  nothing: z.array(z.string()).max(200).optional(),
  columns: z.record(words, column),
  constants: z.record(z.string(), z.string()).optional(),
  skip: z.array(z.strictObject({ column: words, is: z.array(z.string()).min(1, 'should name a word at least'), why: words })).max(50).optional(),
});

export type TrackerMapping = z.infer<typeof mappingForm>;
export type MappedColumn = TrackerMapping['columns'][string];

/** What a mapping says it covers; else what its columns are about. */
export function coversOf({ covers, columns }: TrackerMapping): Covers {
  return covers ?? (Object.values(columns).some(({ to }) => to === 'REQUEST_RECEIVED') ? 'requests' : 'plans in force');
}

/** Larger than any mapping: what is larger is another file. */
const LARGEST = 100_000;

/** The mapping in a JSON text, or all that is wrong with it: where, what, and what to do. */
export function readMapping(text: string): { readonly mapping: TrackerMapping } | { readonly faults: readonly string[] } {
  if (text.length > LARGEST) return { faults: ['The mapping is larger than 100,000 characters: this is another file.'] };
  let json: unknown;
  try {
    json = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    return { faults: [`The mapping is not JSON: ${(error as Error).message.slice(0, 150)}. Look at the place named, often a comma too many or too few.`] };
  }
  const read = mappingForm.safeParse(json);
  if (!read.success) return { faults: read.error.issues.slice(0, 20).map(faultOf) };
  const faults = faultsIn(read.data);
  return faults.length > 0 ? { faults } : { mapping: read.data };
}

const place = (path: readonly PropertyKey[]): string => (path.length === 0 ? 'The mapping' : path.map((part) => `"${String(part).slice(0, 60)}"`).join(' → '));

function faultOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys') return `${place(issue.path)} holds ${issue.keys.slice(0, 5).map((key) => `"${key.slice(0, 60)}"`).join(', ')}, which means nothing here. Take it out or mend its spelling. ${GUIDE}`;
  if (issue.code === 'invalid_type' && issue.message.includes('undefined')) return `${place(issue.path)} is missing. Add it. ${GUIDE}`;
  const said = /^(should|is) /.test(issue.message) ? issue.message : `should be otherwise (${issue.message})`;
  return `${place(issue.path)} ${said}. ${GUIDE}`;
}
