// Deciding all rows alike: those that wait for the same reason with the same evidence. First what they are, then a page that
// lists what will happen to which of them, then each decision by itself.
import { hash, randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Derive } from '../casework/derivation.ts';
import { caseAddress } from '../children/addresses.ts';
import type { Database } from '../platform/database.ts';
import { countText } from '../platform/layout/format.ts';
import type { Viewer } from '../platform/viewer.ts';
import { type Answer, NOT_FOUND, page, type PageRequest, post, type Route } from '../platform/web-route.ts';
import { may } from '../staff/rights.ts';
import { alikeRowsAddress, quarantineAddress, quarantinedRowAddress } from './import-addresses.ts';
import { likenesses } from './likeness.ts';
import { type AlikeRow, decideAll, MOST_ALIKE, rowsAlike } from './quarantine-alike.sql.ts';
import { choiceOf } from './quarantine.sql.ts';
import type { QuarantinedRow } from './quarantine.ts';

const who = may('decide-matches');
const several = z.preprocess((value) => (typeof value === 'string' ? [value] : value ?? []), z.array(z.string().regex(/^[0-9a-f-]{36} \d{1,9}$/)).max(MOST_ALIKE));
const form = z.object({
  step: z.enum(['check', 'record']), decision: z.enum(['same', 'different'], 'Choose what they are'), operation: z.uuid(),
  row: several.refine((rows) => rows.length > 0, 'Choose one row at least'),
});

/** The page of rows that are alike, and deciding of them. `derive` is asked for once it is needed. */
export function alikeRowsRoutes(derive: () => Derive): Route[] {
  return [
    page({ address: alikeRowsAddress, who, answer: (request) => choose(request) }),
    post({ address: alikeRowsAddress, who, form, answer: (request) => receive(request, derive) }),
  ];
}

interface Asked { readonly db: Database; readonly viewer: Viewer; readonly parts: { readonly batch: string; readonly row: string }; readonly now: string }

const nameOf = ({ surname, forename }: { surname: string | null; forename: string | null }): string => [surname, forename].filter((part) => part !== null).join(', ') || 'No name recorded';
const idOf = ({ batch, row }: QuarantinedRow): string => `${batch} ${row}`;

interface Shown { readonly errors: readonly { readonly field: string; readonly message: string }[]; readonly typed: { readonly [field: string]: unknown } }

async function choose(asked: Asked, { errors, typed }: Shown = { errors: [], typed: {} }): Promise<Answer> {
  const rows = await rowsAlike(asked.db, asked.viewer, asked.parts, asked.now);
  if (rows.length === 0) return NOT_FOUND;
  const chosen = typed['row'] === undefined ? null : new Set([typed['row']].flat());
  const model = {
    errors, decision: typed['decision'] ?? null, operation: randomUUID(), why: likenesses[(rows[0] as AlikeRow).row.likeness], evidence: (rows[0] as AlikeRow).lines,
    rows: rows.map((one) => ({ ...lineOf(one), checked: chosen === null || chosen.has(idOf(one.row)) })), links: linksOf(asked.parts),
  };
  return { page: 'exchange/alike-rows.njk', model, shows: { what: 'rows in quarantine, all alike', children: rows.map(({ child }) => child) } };
}

function lineOf({ row, child, reference, held }: AlikeRow): object {
  return { id: idOf(row), at: row.at, name: row.record === null ? '' : nameOf(row.record.person), reference, held: nameOf(held), caseHref: caseAddress({ childId: child }), href: quarantinedRowAddress({ batch: row.batch, row: String(row.row) }) };
}

const linksOf = (parts: Asked['parts']): object => ({ back: quarantinedRowAddress(parts), here: alikeRowsAddress(parts) });

async function receive(request: PageRequest<'/quarantine/:batch/:row/alike', object, object, z.infer<typeof form>>, derive: () => Derive): Promise<Answer> {
  const { db, viewer, form: read } = request;
  if (!read.ok) return choose(request, read);
  const { step, decision, operation, row: chosen } = read.values;
  if (step === 'check') return check(request, read.values);
  // Sent twice, the rows no longer wait: what was decided is answered by the operation of each.
  const alike = new Map((await rowsAlike(db, viewer, request.parts, request.now)).map((one) => [idOf(one.row), one.child]));
  const choices = chosen.flatMap((id) => {
    const [batch = '', row = ''] = id.split(' ');
    const child = alike.get(id);
    if (child === undefined) return [];
    return [choiceOf(batch, Number(row), decision === 'same' ? { same: child } : { different: true }, { id: operationOf(operation, id), recordedBy: viewer.staffId })];
  });
  const { done, refused } = await decideAll(db, derive(), choices);
  const left = chosen.length - done;
  const why = refused[0] === undefined ? 'They were decided meanwhile.' : refused[0].why;
  return { goTo: quarantineAddress(), notice: `${countText(done, 'row')} decided.${left === 0 ? '' : ` ${countText(left, 'row')} not: ${why}`}` };
}

async function check(asked: Asked, { decision, row: chosen, operation }: z.infer<typeof form>): Promise<Answer> {
  const rows = (await rowsAlike(asked.db, asked.viewer, asked.parts, asked.now)).filter((one) => chosen.includes(idOf(one.row)));
  if (rows.length === 0) return NOT_FOUND;
  const model = { decision, operation, rows: rows.map(lineOf), links: linksOf(asked.parts) };
  return { page: 'exchange/check-alike-rows.njk', model, shows: { what: 'rows in quarantine, all alike', children: rows.map(({ child }) => child) } };
}

/** An operation for each row, the same however often the form is sent. */
function operationOf(operation: string, row: string): string {
  return hash('sha256', `${operation} ${row}`, 'hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');
}
