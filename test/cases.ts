// Builders for tests of case pages: children with a story on the real application's own derivation, and forms filled in.
import { randomUUID } from 'node:crypto';
import type { LightMyRequestResponse } from 'fastify';
import { sql } from 'kysely';
import type { Day } from '../src/calendar/day.ts';
import type { Facts } from '../src/case-history/entry.ts';
import type { ReturnRecord } from '../src/case-history/return-record.ts';
import { ownDerive } from '../src/casework/own-derive.file.ts';
import { beginRecording, record } from '../src/casework/record.sql.ts';
import type { Database } from '../src/platform/database.ts';
import type { Visitor } from './visitor.ts';

type Event = readonly [kind: string, on: string | null, facts?: Facts];

/** An invented child: the surname can be no word of any page. */
export const zuleika: Event = ['PERSON', null, { surname: 'Quxworthy', forename: 'Zuleika', dob: '2017-03-27', upn: 'Z999000000123' }];

/** Records the events in one transaction, as `source` states them, and gives back the child's id. */
export async function recordStory(db: Database, events: readonly Event[], { child = randomUUID() as string, source = 'staff', recordedBy = 'Test officer' } = {}): Promise<string> {
  await db.transaction().execute(async (tx) => {
    const recording = await beginRecording(tx, { recordedBy, source, operationId: randomUUID() }, [{ kind: 'child', id: child }]);
    await record(tx, ownDerive(), recording, events.map(([kind, on, facts = {}]) => ({ subjectKind: 'child', subjectId: child, kind, occurredOn: on as Day | null, facts })));
  });
  return child;
}

const noAssessment = { assessmentMediation: null, assessmentTribunal: null, otherMediation: null, otherTribunal: null, week20: null, namedPlan: null };

/** A child of whom only one return has told: asked for, assessed, a plan issued. */
export function returned(year = 2026, receivedDate = '2025-03-03'): ReturnRecord {
  return {
    year, referenceDate: `${year}-01-15` as Day,
    person: { surname: 'Vexmoor', forename: 'Ottoline', personBirthDate: '2016-05-19' as Day, sex: 'F', ethnicity: null, postCode: null, upn: 'Z999000000456', uniqueLearnerNumber: null, upnUnknown: null },
    requests: [{
      receivedDate: receivedDate as Day, requestSource: '1', rya: false, requestOutcomeDate: '2025-04-10' as Day, requestOutcome: 'Y', requestMediation: null, requestTribunal: null, exported: null,
      assessment: { ...noAssessment, assessmentOutcome: 'Y', assessmentOutcomeDate: '2025-07-20' as Day }, activePlan: null,
    }],
  };
}

/** Records what a return says of a child; gives back the child's id. */
export function recordReturn(db: Database, stated: ReturnRecord, child?: string): Promise<string> {
  const to = { source: randomUUID(), ...(child === undefined ? {} : { child }) };
  return recordStory(db, [['SEN2_RECORD', stated.referenceDate, stated as unknown as Facts]], to);
}

/** How many entries the history of a child has. */
export async function entryCount(db: Database, child: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`SELECT count(*)::int AS n FROM history WHERE subject_id = ${child}`.execute(db);
  return rows[0]?.n ?? 0;
}

/** The boxes of the form on a page that posts to `action`: names and values as a browser would send them. */
export function boxesIn(html: string, which = 0): Record<string, string> {
  const forms = [...html.matchAll(/<form[^>]*method="post"[^>]*>[\s\S]*?<\/form>/g)].map(([form]) => form).filter((form) => form.includes('name="operation"'));
  const form = forms[which] ?? '';
  const hidden = [...form.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(([, name = '', value = '']) => [name, plain(value)] as const);
  return Object.fromEntries(hidden);
}

/** What stands in the boxes that a person sees in the form on a page: names and values as a browser would send them. */
export function answersIn(html: string): Record<string, string> {
  const form = /<form[^>]*method="post"(?:(?!<\/form>)[\s\S])*name="operation"[\s\S]*?<\/form>/.exec(html)?.[0] ?? '';
  const attribute = (tag: string, name: string): string => plain(new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1] ?? '');
  const inputs = [...form.matchAll(/<input [^>]*>/g)].map(([tag]) => tag).filter((tag) => attribute(tag, 'type') === 'text' || / checked/.test(tag));
  const lists = [...form.matchAll(/<select[^>]* name="([^"]+)"[\s\S]*?<\/select>/g)].map(([list, name = '']) => [name, attribute(/<option [^>]* selected[^>]*>/.exec(list)?.[0] ?? '', 'value')] as const);
  return Object.fromEntries([...inputs.map((tag) => [attribute(tag, 'name'), attribute(tag, 'value')] as const), ...lists]);
}

const plain = (html: string): string => html.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

/** What a person reads: the text of the page's main part. */
export function textOf(html: string): string {
  const main = /<main[\s\S]*<\/main>/.exec(html)?.[0] ?? '';
  return plain(main.replaceAll(/<[^>]+>/g, ' ')).replaceAll(/\s+/g, ' ').trim();
}

/** The three boxes of a day. */
export function dayBoxes(box: string, on: string): Record<string, string> {
  const [year = '', month = '', date = ''] = on.split('-');
  return { [`${box}-day`]: String(Number(date)), [`${box}-month`]: String(Number(month)), [`${box}-year`]: year };
}

/** Opens the form at `url`, fills in `answers`, checks them and records; what is unusual is confirmed. Gives back the last answer. */
export async function fillIn(visitor: Visitor, url: string, answers: Record<string, string>): Promise<LightMyRequestResponse> {
  const action = url.split('?')[0] ?? url;
  const form = await visitor.open(url);
  const check = await visitor.post(action, { ...boxesIn(form.body), ...answers, step: 'check' });
  if (check.statusCode !== 200) return check;
  const confirmed = { ...(check.body.includes('name="sure"') ? { sure: 'yes' } : {}), ...(check.body.includes('<textarea') ? { why: 'So says the letter' } : {}) };
  return visitor.post(action, { ...boxesIn(check.body), ...confirmed, step: 'record' });
}
