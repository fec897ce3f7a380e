// One problem of a file, with all that are alike: what is wrong, where, who has it; giving it to somebody, and saying that it is done.
import { z } from 'zod';
import { dayOfInstant } from '../calendar/day.ts';
import { seenAmong } from '../casework/may-see.sql.ts';
import type { Database } from '../platform/database.ts';
import { shownText } from '../platform/shown-text.ts';
import { countText } from '../platform/layout/format.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { FieldError, FormReading } from '../platform/web-form.ts';
import { type Answer, NOT_FOUND, page, post, refusedTo, type Route } from '../platform/web-route.ts';
import type { Holder } from '../staff/guardians.sql.ts';
import { may } from '../staff/rights.ts';
import { alikeInFile } from './file-problems.sql.ts';
import { endGiven, giveProblem, givenIn, hasLaterFile, nameIn, takeBack, whoMayBeGiven } from './given-problem.sql.ts';
import { type GivenProblem, isHeld, type ProblemNamed, rowKey } from './given-problem.ts';
import { giveAlso, givenWith } from './given-rows.sql.ts';
import { giveRowAddress, importProblemAddress, importProblemsAddress, quarantinedRowAddress } from './import-addresses.ts';
import { batchNamed } from './import-batch.sql.ts';
import { deskOfRow, deskOfValues, type ProblemDesk, rowNamed } from './problem-desk.ts';
import { rowsAlike } from './quarantine-alike.sql.ts';
import { quarantinedRow } from './quarantine.sql.ts';
import { trackerFiles } from './tracker-folder.file.ts';

const form = z.object({
  step: z.enum(['give', 'done', 'take-back']), problem: z.string().max(40), to: z.string().max(36).optional(), held: z.string().max(36).optional(),
  why: z.string().transform(shownText).pipe(z.string().max(500, 'Enter 500 characters or fewer')).optional(), alike: z.literal('yes').optional(),
});
type Given = z.infer<typeof form>;

/** The pages of a value that could not be taken and of giving a row of the quarantine. */
export function problemRoutes({ dataDir }: { readonly dataDir: string }): Route[] {
  const [ofValue, ofRow] = [may('import-files'), may('decide-matches')];
  return [
    page({ address: importProblemAddress, who: ofValue, answer: async (request) => show(request, await valueDesk(request, dataDir)) }),
    post({ address: importProblemAddress, who: ofValue, form, answer: async (request) => receive(request, await valueDesk(request, dataDir)) }),
    page({ address: giveRowAddress, who: ofRow, answer: async (request) => show(request, await rowDesk(request)) }),
    post({ address: giveRowAddress, who: ofRow, form, answer: async (request) => receive(request, await rowDesk(request)) }),
  ];
}

interface Asking { readonly db: Database; readonly viewer: Viewer; readonly now: string }

const PLACES = 25;

async function valueDesk({ db, viewer, parts, now }: Asking & { parts: { batch: string; place: string } }, dataDir: string): Promise<ProblemDesk | Answer> {
  const batch = await batchNamed(db, parts.batch);
  if (batch === null || !/^\d{1,6}$/.test(parts.place)) return NOT_FOUND;
  if (batch.state !== 'matching' && batch.state !== 'done') return { goTo: importProblemsAddress({ batch: batch.id }) };
  const alike = await alikeInFile(db, viewer, { batch, place: Number(parts.place), now }, (id) => trackerFiles(dataDir, id));
  if (alike === null) return NOT_FOUND;
  return 'closed' in alike ? refusedTo(alike.closed) : deskOfValues(batch, await hasLaterFile(db, batch.id), alike);
}

async function rowDesk({ db, viewer, parts, now }: Asking & { parts: { batch: string; row: string } }): Promise<ProblemDesk | Answer> {
  if (!/^\d{1,9}$/.test(parts.row) || !z.uuid().safeParse(parts.batch).success) return NOT_FOUND;
  const row = await quarantinedRow(db, viewer, parts.batch, Number(parts.row));
  if (row === null) return NOT_FOUND;
  const children = [...row.alike, ...(row.decidedChild === null ? [] : [row.decidedChild])];
  const seen = await seenAmong(db, viewer, children, now);
  const closed = children.filter((child) => !seen.has(child));
  if (closed.length > 0) return refusedTo(closed);
  if (row.state !== 'waiting') return { goTo: quarantinedRowAddress(parts) };
  const others = (await rowsAlike(db, viewer, parts, now)).filter((one) => one.row.batch !== row.batch || one.row.row !== row.row);
  return deskOfRow(row, children, { rows: others.map((one) => rowNamed(one.row, [one.child])), together: await givenWith(db, viewer, { batch: row.batch, problem: rowKey(row.row) }, now) });
}

async function heldOf(db: Database, { named }: ProblemDesk): Promise<GivenProblem | undefined> {
  return (await givenIn(db, [named.batch])).get(nameIn(named));
}

async function peopleFor(db: Database, { right, over }: ProblemDesk, problems: readonly ProblemNamed[], now: string): Promise<Holder[]> {
  return over ? [] : whoMayBeGiven(db, { right, children: problems.flatMap(({ children }) => children), today: dayOfInstant(now) });
}

async function show({ db, viewer, now }: Asking, desk: ProblemDesk | Answer, { errors = [], typed = {} }: { errors?: readonly FieldError[]; typed?: Readonly<Record<string, unknown>> } = {}): Promise<Answer> {
  if (!('named' in desk)) return desk;
  const { named, right: _right, places, lines, alike, ...told } = desk;
  const [given, people] = [await heldOf(db, desk), await peopleFor(db, desk, [named], now)];
  const items = [{ value: '', text: 'Choose a person' }, ...people.map(({ id, name, role }) => ({ value: id, text: `${name}, ${role.toLowerCase()}${id === viewer.staffId ? ' (you)' : ''}`, selected: id === typed['to'] }))];
  const model = {
    ...told, problem: named.problem, lines: lines.map(({ name, text }) => ({ key: { text: name }, value: { text } })), errors, people: people.length === 0 ? null : items, why: typed['why'] ?? '', given: given ?? null, held: isHeld(given) ? given.toId : '', mine: isHeld(given) && given.toId === viewer.staffId,
    alike: alike === null || alike.rows.length === 0 ? null : { count: alike.rows.length, href: alike.href, chosen: errors.length === 0 || typed['alike'] !== undefined }, together: alike?.together.length ?? 0, places: places.slice(0, PLACES), more: places.length - PLACES, count: places.length,
  };
  return { page: 'exchange/problem.njk', model, shows: { what: 'problem of a file', children: named.children } };
}

const changedHands = 'Somebody else was given it since you opened this page, or nobody has it any more. See who has it, and choose again';
const readAnew = 'The tracker was compared anew since you opened this page, and another value stands here now. Nothing was changed. Check that it is the one you mean';

async function receive(request: Asking & { form: FormReading<Given> }, desk: ProblemDesk | Answer): Promise<Answer> {
  const { db, viewer, now, form: read } = request;
  if (!('named' in desk)) return desk;
  if (!read.ok) return show(request, desk, read);
  const { step, problem, why = '', held, alike } = read.values;
  if (problem !== desk.named.problem) return show(request, desk, { errors: [{ field: '', message: readAnew }], typed: { why, alike } });
  if (step === 'give') return give(request, desk, read.values);
  const given = await heldOf(db, desk);
  if (!isHeld(given) || given.toId !== held || (step === 'done' && held !== viewer.staffId)) return show(request, desk, { errors: [{ field: '', message: changedHands }] });
  const all = [desk.named, ...desk.alike?.together ?? []];
  for (const one of all) await (step === 'done' ? endGiven(db, viewer, one, now) : takeBack(db, viewer, one));
  const shows = { what: 'problem of a file', children: all.flatMap(({ children }) => children) };
  return step === 'done' ? { goTo: desk.links.back, notice: 'It is on record that this is done.', shows } : { goTo: desk.links.here, notice: 'Nobody has it any more.', shows };
}

async function give(request: Asking, desk: ProblemDesk, typed: Given): Promise<Answer> {
  const { db, viewer, now } = request;
  const { to = '', why = '', held = '', alike } = typed;
  const others = alike === undefined ? [] : desk.alike?.rows ?? [];
  const all = [desk.named, ...others];
  const person = (await peopleFor(db, desk, all, now)).find(({ id }) => id === to);
  const nobody = to !== '' && others.length > 0 ? 'Choose somebody who may see every record that the rows are about, or give this row alone' : 'Choose who is to deal with it';
  const errors = [...(person === undefined ? [{ field: 'to', message: nobody }] : []), ...(why === '' ? [{ field: 'why', message: 'Enter what they need to know' }] : [])];
  if (errors.length > 0) return show(request, desk, { errors, typed });
  const giving = { to, why, held, now };
  if (!await giveProblem(db, viewer, desk.named, giving)) return show(request, desk, { errors: [{ field: 'to', message: changedHands }], typed: { why, alike } });
  const also = await giveAlso(db, viewer, others, giving);
  const left = others.length - also;
  const notice = `Given to ${person?.name ?? ''}${others.length === 0 ? '' : `: ${countText(1 + also, 'row')}`}.${left === 0 ? '' : ` ${countText(left, 'row stays', 'rows stay')} with whoever has ${left === 1 ? 'it' : 'them'}.`}`;
  return { goTo: desk.links.back, notice, shows: { what: 'problem of a file', children: all.flatMap(({ children }) => children) } };
}
