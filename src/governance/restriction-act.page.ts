// Changing who may see a record: restricting it, naming people, reviewing, lifting by two, conflicts of interest of colleagues.
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { dayOfInstant } from '../calendar/day.ts';
import { act, type Outcome } from '../casework/act.sql.ts';
import type { Derive } from '../casework/derivation.ts';
import { findCaseAddress, whoMaySeeAddress } from '../children/addresses.ts';
import { type CaseFile, childrenOf, type ClosedCase } from '../children/case-file.ts';
import { caseFile } from '../children/children.sql.ts';
import { subjectBar } from '../children/subject-bar.ts';
import { typedWords } from '../platform/shown-text.ts';
import { type Answer, page, type PageRequest, post, refusedTo, type Route } from '../platform/web-route.ts';
import { type FieldError, NotUnderstood } from '../platform/web-form.ts';
import { type Holder, holdersOf } from '../staff/guardians.sql.ts';
import { may } from '../staff/rights.ts';
import { restrictionActAddress } from './restriction-addresses.ts';
import { type Chosen, decideRestriction, type RestrictionActName } from './restriction-acts.ts';
import { isRestrictionAct, type RestrictionWords, restrictionWords } from './restriction-words.ts';

const who = may('restrict-records');
const form = z.object({
  operation: z.uuid(), seq: z.coerce.number().int().nonnegative(), staff: z.string().max(40).optional(), code: z.string().max(20).optional(), basis: z.string().max(20).optional(),
  why: typedWords('Enter why', 2000, 'Enter 2,000 characters or fewer'),
});
type Given = z.infer<typeof form>;
type Request<Form> = PageRequest<'/children/:childId/who-may-see/:act', typeof who, object, Form>;

/** The forms that change who may see a record. */
export function restrictionActRoutes(derive: () => Derive): Route[] {
  return [
    page({ address: restrictionActAddress, who, answer: show }),
    post({ address: restrictionActAddress, who, form, answer: (request) => receive(request, derive()) }),
  ];
}

async function show(request: Request<unknown>): Promise<Answer> {
  const desk = await deskOf(request);
  return 'closed' in desk ? refusedTo(desk.closed) : showForm(desk, {}, []);
}

interface Desk { readonly request: Request<unknown>; readonly file: CaseFile; readonly name: RestrictionActName; readonly words: RestrictionWords; readonly openers: Holder[]; readonly holders: Holder[] }

async function deskOf(request: Request<unknown>): Promise<Desk | ClosedCase> {
  const { db, viewer, parts: { childId, act: name }, now } = request;
  if (!isRestrictionAct(name)) return { closed: [] };
  const file = await caseFile(db, viewer, childId, now);
  if ('closed' in file) return file;
  if (file.mergedInto !== null) return { closed: [childId] };
  return { request, file, name, words: restrictionWords[name], openers: await holdersOf(db, 'see-children'), holders: await holdersOf(db, 'restrict-records') };
}

/** The people from whom the act chooses, as a list. */
function choicesOf({ file: { settled }, words, openers, holders }: Desk, chosen: string): object[] {
  const named = new Set(settled.restriction?.named.map(({ staff }) => staff) ?? []);
  const among = { openers, holders, named: openers.filter(({ id }) => named.has(id)), conflicted: openers.filter(({ id }) => settled.conflicts.includes(id)) }[words.staff?.from ?? 'openers'];
  return [{ value: '', text: 'Choose a person' }, ...among.map(({ id, name, role }) => ({ value: id, text: `${name}, ${role.toLowerCase()}`, selected: id === chosen }))];
}

async function showForm(desk: Desk, typed: Readonly<Record<string, unknown>>, errors: readonly FieldError[]): Promise<Answer> {
  const { request: { parts: { childId }, now }, file, name, words } = desk;
  const text = (field: string): string => String(typed[field] ?? '');
  const items = Object.entries(words.codes?.of ?? {}).map(([value, label]) => ({ value, text: label, checked: value === text(words.codes?.name ?? '') }));
  const model = {
    subject: subjectBar(file, dayOfInstant(now), null), words, errors, action: restrictionActAddress({ childId, act: name }), leave: whoMaySeeAddress({ childId }),
    staff: words.staff === null ? null : { ...words.staff, items: choicesOf(desk, text('staff')) }, codes: words.codes === null ? null : { ...words.codes, items }, why: text('why'),
    warning: ['restrict', 'lift', 'declare-conflict'].includes(name), proposal: name === 'lift' ? file.settled.restriction?.lift?.why ?? null : null,
    hidden: [{ name: 'operation', value: text('operation') || randomUUID() }, { name: 'seq', value: String(file.lastSeq) }],
  };
  return { page: 'governance/restriction-act.njk', model, shows: { what: 'case: who may see it', children: childrenOf(file) } };
}

async function receive(request: Request<Given>, derive: Derive): Promise<Answer> {
  const desk = await deskOf(request);
  if ('closed' in desk) return refusedTo(desk.closed);
  const { form: given } = request;
  if (['operation', 'seq'].some((box) => given.errors.some(({ field }) => field === box))) throw new NotUnderstood('This form is not complete. Go back to the case and start again.');
  const missing = missingIn(desk.words, given.typed);
  if (!given.ok || missing.length > 0) return showForm(desk, given.typed, [...missing, ...given.errors]);
  return answerTo(desk, given.values, await carryOut(desk, given.values, derive));
}

function missingIn({ staff, codes }: RestrictionWords, typed: Readonly<Record<string, unknown>>): FieldError[] {
  return [
    ...(staff !== null && !typed['staff'] ? [{ field: 'staff', message: 'Choose a person' }] : []),
    ...(codes !== null && !Object.hasOwn(codes.of, String(typed[codes.name] ?? '')) ? [{ field: codes.name, message: codes.missing }] : []),
  ];
}

function carryOut({ request: { db, viewer, now }, file: { childId }, name, openers, holders }: Desk, given: Given, derive: Derive): Promise<Outcome> {
  const chosen: Chosen = { staff: given.staff ?? '', code: given.code ?? '', basis: given.basis ?? '', why: given.why };
  const eligible = { openers: new Set(openers.map(({ id }) => id)), holders: new Set(holders.map(({ id }) => id)) };
  const change = { id: given.operation, recordedBy: viewer.staffId, content: { act: name, childId, ...chosen }, child: childId, expectedSeq: given.seq };
  return act(db, derive, change, (settled) => decideRestriction(settled, { act: name, me: viewer.staffId, today: dayOfInstant(now), chosen, eligible }));
}

async function answerTo(desk: Desk, given: Given, outcome: Outcome): Promise<Answer> {
  const { request: { db, viewer, parts: { childId }, now }, words } = desk;
  if ('done' in outcome) {
    const sees = !('closed' in await caseFile(db, viewer, childId, now));
    return sees ? { goTo: whoMaySeeAddress({ childId }), notice: words.done } : { goTo: findCaseAddress(), notice: `${words.done} You do not see it any more.` };
  }
  const field = words.staff === null ? 'why' : 'staff';
  if ('refused' in outcome) return showForm(desk, given, outcome.refused.map((message) => ({ field, message })));
  if ('conflict' in outcome) return showForm(desk, given, [{ field, message: 'Something else was recorded in this case while you were writing. Look at who may see it now, then send this again.' }]);
  throw new NotUnderstood('This form was sent before with other answers, and those were recorded. Go back to the case and look at them.');
}
