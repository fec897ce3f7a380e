// Choosing the guardian of a restricted record whose guardian has gone, without seeing the record: it would open to nobody otherwise.
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { dayOfInstant } from '../calendar/day.ts';
import { act } from '../casework/act.sql.ts';
import type { Derive } from '../casework/derivation.ts';
import { lastSeqOf } from '../casework/entries.sql.ts';
import { accessTo } from '../casework/may-see.sql.ts';
import { typedWords } from '../platform/shown-text.ts';
import type { FieldError } from '../platform/web-form.ts';
import { type Answer, page, type PageRequest, post, refusedTo, type Route } from '../platform/web-route.ts';
import { appointGuardianAddress, restrictedRecordsAddress } from '../staff/addresses.ts';
import { type Holder, holdersOf } from '../staff/guardians.sql.ts';
import { askForProof } from '../staff/proof.sql.ts';
import type { RestrictionTask } from '../staff/restriction-tasks.ts';
import { restrictionTasks } from '../staff/restriction-tasks.sql.ts';
import { may } from '../staff/rights.ts';
import { decideRestriction } from './restriction-acts.ts';

const who = may('appoint-guardians');
const form = z.object({
  operation: z.uuid(), staff: z.uuid('Choose a person'), why: typedWords('Enter why', 2000, 'Enter 2,000 characters or fewer'),
});
type Given = z.infer<typeof form>;
type Request<Form> = PageRequest<'/restricted-records/:childId/guardian', typeof who, object, Form>;

/** The form, for a record that the list of restricted records says has no guardian. */
export function appointGuardianRoutes(derive: () => Derive): Route[] {
  return [
    page({ address: appointGuardianAddress, who, answer: show }),
    post({ address: appointGuardianAddress, who, form, answer: (request) => receive(request, derive()) }),
  ];
}

interface Desk { readonly task: RestrictionTask; readonly holders: readonly Holder[] }

async function deskOf({ db, viewer, parts: { childId }, now }: Request<unknown>): Promise<Desk | null> {
  const task = (await restrictionTasks(db, viewer, now)).find((one) => one.appoints && one.childId === childId);
  return task === undefined ? null : { task, holders: (await holdersOf(db, 'restrict-records')).filter(({ id }) => id !== viewer.staffId) };
}

/** There is no such task; of a record that is there the access log has the refusal. */
async function noTask({ db, viewer, parts: { childId }, now }: Request<unknown>): Promise<Answer> {
  return refusedTo((await accessTo(db, viewer, childId, now)).known ? [childId] : []);
}

async function show(request: Request<unknown>): Promise<Answer> {
  const desk = await deskOf(request);
  if (desk === null) return noTask(request);
  return await askForProof(request.db, request, appointGuardianAddress(request.parts)) ?? showForm(desk, {}, []);
}

function showForm({ task: { childId, reference }, holders }: Desk, typed: Readonly<Record<string, unknown>>, errors: readonly FieldError[]): Answer {
  const text = (field: string): string => String(typed[field] ?? '');
  const people = [{ value: '', text: 'Choose a person' }, ...holders.map(({ id, name, role }) => ({ value: id, text: `${name}, ${role.toLowerCase()}`, selected: id === text('staff') }))];
  const model = { reference, people, why: text('why'), operation: text('operation') || randomUUID(), errors, action: appointGuardianAddress({ childId }), back: { href: restrictedRecordsAddress(), text: 'Restricted records' } };
  return { page: 'governance/appoint-guardian.njk', model, shows: { what: 'restricted record without a guardian', children: [childId] } };
}

async function receive(request: Request<Given>, derive: Derive): Promise<Answer> {
  const { db, viewer, form: given, now } = request;
  const desk = await deskOf(request);
  if (desk === null) return noTask(request);
  if (!given.ok) return showForm(desk, given.typed, given.errors);
  const proof = await askForProof(db, request, { address: appointGuardianAddress(request.parts), fields: given.typed });
  if (proof !== null) return proof;
  const { task: { childId: child }, holders } = desk;
  const { operation: id, staff, why } = given.values;
  const eligible = { openers: new Set<string>(), holders: new Set(holders.map((one) => one.id)) };
  const change = { id, recordedBy: viewer.staffId, content: { act: 'appoint', child, staff, why }, child, expectedSeq: await lastSeqOf(db, child) };
  const outcome = await act(db, derive, change, (settled) => decideRestriction(settled, { act: 'guardian', me: viewer.staffId, today: dayOfInstant(now), chosen: { staff, code: '', basis: '', why }, eligible }));
  const shows = { what: 'record guardian chosen', children: [child] };
  if ('done' in outcome) return { goTo: restrictedRecordsAddress(), notice: 'The record has another guardian. They are told, and so is everybody who is named to it and has alerts.', shows };
  return showForm(desk, given.values, [{ field: 'staff', message: 'This person cannot be the guardian of this record, or somebody has chosen one just now. Choose another person' }]);
}
