// Declaring a conflict of interest of one's own: for everybody who may open cases.
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { dayOfInstant } from '../calendar/day.ts';
import { act } from '../casework/act.sql.ts';
import type { Derive } from '../casework/derivation.ts';
import { findCaseAddress, whoMaySeeAddress } from '../children/addresses.ts';
import { type CaseFile, childrenOf, type ClosedCase } from '../children/case-file.ts';
import { caseFile } from '../children/children.sql.ts';
import { subjectBar } from '../children/subject-bar.ts';
import { typedWords } from '../platform/shown-text.ts';
import { type Answer, page, type PageRequest, post, refusedTo, type Route } from '../platform/web-route.ts';
import { type FieldError, NotUnderstood } from '../platform/web-form.ts';
import { holdersOf } from '../staff/guardians.sql.ts';
import { may } from '../staff/rights.ts';
import { conflictAddress } from './restriction-addresses.ts';
import { decideRestriction } from './restriction-acts.ts';

const who = may('see-children');
const form = z.object({ operation: z.uuid(), seq: z.coerce.number().int().nonnegative(), why: typedWords('Enter what connects you', 2000, 'Enter 2,000 characters or fewer') });
type Request<Form> = PageRequest<'/children/:childId/conflict-of-interest', typeof who, object, Form>;

const words = {
  title: 'Declare a conflict of interest', button: 'Declare my conflict of interest',
  what: 'For your own child, a relative, or anybody whom you know so that you should not work on or look at this record. You cannot see it from now on, whatever your role. Somebody else can end that.',
};

/** The form by which people close a record to themselves. */
export function conflictRoutes(derive: () => Derive): Route[] {
  return [
    page({ address: conflictAddress, who, answer: (request) => show(request) }),
    post({ address: conflictAddress, who, form, answer: (request) => receive(request, derive()) }),
  ];
}

async function show(request: Request<unknown>): Promise<Answer> {
  const file = await openFile(request);
  return 'closed' in file ? refusedTo(file.closed) : formPage(request, file, {}, []);
}

// What was joined with another record closes with that one.
async function openFile({ db, viewer, parts: { childId }, now }: Request<unknown>): Promise<CaseFile | ClosedCase> {
  const file = await caseFile(db, viewer, childId, now);
  return 'closed' in file || file.mergedInto === null ? file : { closed: [childId] };
}

function formPage({ now, parts: { childId } }: Request<unknown>, file: CaseFile, typed: Readonly<Record<string, unknown>>, errors: readonly FieldError[]): Answer {
  const model = {
    subject: subjectBar(file, dayOfInstant(now), null), words, errors, staff: null, codes: null, why: String(typed['why'] ?? ''), warning: true, action: conflictAddress({ childId }), leave: whoMaySeeAddress({ childId }),
    hidden: [{ name: 'operation', value: String(typed['operation'] ?? randomUUID()) }, { name: 'seq', value: String(file.lastSeq) }],
  };
  return { page: 'governance/restriction-act.njk', model, shows: { what: 'case: conflict of interest', children: childrenOf(file) } };
}

async function receive(request: Request<z.infer<typeof form>>, derive: Derive): Promise<Answer> {
  const { db, viewer, parts: { childId }, form: given, now } = request;
  const file = await openFile(request);
  if ('closed' in file) return refusedTo(file.closed);
  if (!given.ok) {
    if (given.errors.some(({ field }) => field !== 'why')) throw new NotUnderstood('This form is not complete. Go back to the case and start again.');
    return formPage(request, file, given.typed, given.errors);
  }
  const { operation, seq, why } = given.values;
  const ids = async (right: 'see-children' | 'restrict-records'): Promise<Set<string>> => new Set((await holdersOf(db, right)).map(({ id }) => id));
  const eligible = { openers: await ids('see-children'), holders: await ids('restrict-records') };
  const chosen = { staff: viewer.staffId, code: '', basis: '', why };
  const outcome = await act(db, derive, { id: operation, recordedBy: viewer.staffId, content: { act: 'conflict', childId, why }, child: childId, expectedSeq: seq },
    (settled) => decideRestriction(settled, { act: 'declare-conflict', me: viewer.staffId, today: dayOfInstant(now), chosen, eligible }));
  if ('done' in outcome) return { goTo: findCaseAddress(), notice: 'Your conflict of interest is on record. You do not see that record any more.' };
  const reasons = 'refused' in outcome ? outcome.refused : ['Something else was recorded in this case while you were writing. Send this again.'];
  return formPage(request, file, { why, ...('refused' in outcome || 'conflict' in outcome ? { operation } : {}) }, reasons.map((message) => ({ field: 'why', message })));
}
