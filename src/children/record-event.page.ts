// Recording or correcting an event: choose what happened, say it, check it, record it.
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { dayOfInstant } from '../calendar/day.ts';
import { newOrders } from '../case-history/impossible-order.ts';
import { settle } from '../case-history/settle.ts';
import { act, type Outcome } from '../casework/act.sql.ts';
import type { Derive } from '../casework/derivation.ts';
import { type Answer, NOT_FOUND, page, type PageRequest, post, refusedTo, type Route } from '../platform/web-route.ts';
import { NotUnderstood } from '../platform/web-form.ts';
import { caseAddress, recordAddress } from './addresses.ts';
import { type CaseFile, childrenOf } from './case-file.ts';
import { caseFile, dutiesWith, recordersOf } from './children.sql.ts';
import { dateChanges, withEntries } from './date-changes.ts';
import type { Duty } from './duty.ts';
import { type NewEvent, otherRequest } from './correction.ts';
import type { AnswerError } from './entry-form.ts';
import { chooseModel, checkModel, conflictModel, formModel } from './event-pages.ts';
import { type Desk, noticeOf, prefilled } from './event-words.ts';
import { endsTooEarly } from './plan-ended-early.ts';
import { misplaced, postedBoxes, type Posting, postingOf } from './posting.ts';
import { type Decided, decide, takeBack } from './proposal.ts';
import { readAnswers } from './read-answers.ts';
import { standsIn, targetOf } from './target.ts';

const who = { right: 'record-events' } as const;
const asked = z.object({
  kind: z.string().max(60).optional().catch(undefined),
  correct: z.coerce.number().int().positive().max(999_999_999).optional().catch(undefined),
  about: z.string().max(60).optional().catch(undefined),
});

type Request<Query, Form> = PageRequest<'/children/:childId/record', typeof who, Query, Form>;

/** The form by which staff record and correct. */
export function recordRoutes(derive: () => Derive): Route[] {
  return [
    page({ address: recordAddress, who, query: asked, answer: showForm }),
    post({ address: recordAddress, who, form: postedBoxes, answer: (request) => receive(request, derive()) }),
  ];
}

const shown = (file: CaseFile): { what: string; children: string[] } => ({ what: 'case: recording', children: childrenOf(file) });
const joined = (into: string): Answer => ({ goTo: caseAddress({ childId: into }), notice: 'Two records of this child were joined. Nothing was recorded: record it here.' });

async function showForm({ db, viewer, parts, query, now }: Request<z.infer<typeof asked>, never>): Promise<Answer> {
  const file = await caseFile(db, viewer, parts.childId, now);
  if ('closed' in file) return refusedTo(file.closed);
  if (file.mergedInto !== null) return joined(file.mergedInto);
  if (!file.mayRecord) return refusedTo([file.childId]);
  const today = dayOfInstant(now);
  if (query.kind === undefined || query.kind === '') return { page: 'children/choose-event.njk', model: chooseModel(file, today, query.kind === ''), shows: shown(file) };
  const wanted = { kind: query.kind, correct: query.correct ?? null, about: query.about ?? null };
  const target = targetOf(file, wanted);
  if (target === null || (target.entry !== null && !standsIn(file, target.entry))) return NOT_FOUND;
  const posting: Posting = { ...wanted, step: 'check', operation: randomUUID(), seq: file.lastSeq, child: '', takenBack: false, why: '', typed: prefilled(file, target) };
  return { page: 'children/event-form.njk', model: formModel({ file, target, posting, today }, []), shows: shown(file) };
}

async function receive({ db, viewer, parts, form, now }: Request<object, Record<string, string | undefined>>, derive: Derive): Promise<Answer> {
  const file = await caseFile(db, viewer, parts.childId, now);
  if ('closed' in file) return refusedTo(file.closed);
  if (file.mergedInto !== null) return joined(file.mergedInto);
  if (!file.mayRecord) return refusedTo([file.childId]);
  const posting = form.ok ? postingOf(form.values) : null;
  if (posting === null || posting.step === 'start') throw new NotUnderstood('This form is not complete. Go back to the case and start again.');
  const target = targetOf(file, posting);
  if (target === null) return NOT_FOUND;
  if (misplaced(target.kind, posting)) throw new NotUnderstood('The form has fields that this page does not ask for.');
  const desk: Desk = { file, target, posting, today: dayOfInstant(now) };
  const { facts, on, errors } = posting.takenBack ? { facts: {}, on: null, errors: [] } : readAnswers(target.kind, posting.typed);
  const wrong = [...errors, ...reasonMissing(desk)];
  if (posting.step === 'change' || wrong.length > 0) return formAgain(desk, posting.step === 'change' ? [] : wrong);
  const decided = (settled: CaseFile['settled']): Decided => {
    if (posting.takenBack && (target.entry !== null || target.stated !== null)) return takeBack(file, settled, target, posting.why);
    return decide(file, settled, { target, reading: { on, facts }, reason: posting.why === '' ? null : posting.why }, desk.today);
  };
  return posting.step === 'check' ? check({ db, derive, now }, desk, decided(file.settled)) : carryOut({ db, derive, staffId: viewer.staffId }, desk, decided);
}

function reasonMissing({ target: { entry, stated }, posting }: Desk): AnswerError[] {
  if (posting.why !== '' || (entry === null && stated === null)) return [];
  return [posting.takenBack ? { field: 'gone-why', message: 'Enter why it is taken back' } : { field: 'why', message: 'Enter why it is corrected' }];
}

function formAgain(desk: Desk, errors: readonly AnswerError[]): Answer {
  return { page: 'children/event-form.njk', model: formModel(desk, errors), shows: shown(desk.file) };
}

/** The reasons stand at the top of the form, with everything that was typed. */
function refusedAgain(desk: Desk, reasons: readonly string[]): Answer {
  const first = desk.posting.takenBack ? 'gone-why' : desk.target.kind.name === 'PERSON' ? 'fact-surname' : 'on-day';
  const model = formModel(desk, []);
  return { page: 'children/event-form.njk', model: { ...model, errors: reasons.map((message) => ({ field: first, message })) }, shows: shown(desk.file) };
}

type Doing = { readonly db: Request<object, object>['db']; readonly derive: Derive };

async function check({ db, derive, now }: Doing & { now: string }, desk: Desk, decided: Decided): Promise<Answer> {
  if ('refused' in decided) return refusedAgain(desk, decided.refused);
  const [entry] = decided.entries;
  const after = entry === undefined ? [] : await dutiesWith(db, derive, withEntries(desk.file, decided.entries, now));
  const changes = dateChanges(desk.file.duties, after, desk.today);
  return { page: 'children/check-event.njk', model: { ...checkModel(desk), changes, unusual: entry === undefined ? null : unusual(entry, after) ?? otherRequest(desk.file, desk.file.settled, desk.target, entry) ?? outOfOrder(desk.file, decided.entries, now) }, shows: shown(desk.file) };
}

/** What is possible but unusual: the page explains it and asks whether it is right, and nothing is refused. */
function unusual({ kind, occurredOn, facts }: NewEvent, after: readonly Duty[]): string | null {
  const ends = kind === 'PLAN_CEASED' && occurredOn !== null && facts !== null;
  return ends ? endsTooEarly(after, occurredOn, typeof facts['reason'] === 'string' ? facts['reason'] : null) : null;
}

/** Days that this would bring into an order that cannot be, or hardly can. */
function outOfOrder(file: CaseFile, added: readonly NewEvent[], now: string): string | null {
  const [first] = newOrders(file.settled, settle(withEntries(file, added, now)));
  return first === undefined ? null : `${first.text}.`;
}

async function carryOut({ db, derive, staffId }: Doing & { staffId: string }, desk: Desk, decided: (settled: CaseFile['settled']) => Decided): Promise<Answer> {
  const { file: { childId }, posting } = desk;
  const { operation, seq, step: _step, typed, ...rest } = posting;
  const content = { ...rest, childId, typed: Object.fromEntries(Object.entries(typed).map(([box, text]) => [box, text ?? null])) };
  const change = { id: operation, recordedBy: staffId, content, child: childId, expectedSeq: seq };
  return answerTo(db, desk, await act(db, derive, change, decided));
}

async function answerTo(db: Doing['db'], desk: Desk, outcome: Outcome): Promise<Answer> {
  const { file, posting } = desk;
  if ('done' in outcome) return { goTo: caseAddress({ childId: file.childId }), notice: noticeOf(desk) };
  if ('refused' in outcome) return refusedAgain(desk, outcome.refused);
  if ('mergedInto' in outcome) return joined(outcome.mergedInto);
  if ('conflict' in outcome) {
    const recorders = Object.fromEntries(await recordersOf(db, outcome.conflict));
    return { page: 'children/event-conflict.njk', status: 409, model: { ...conflictModel(desk, outcome.conflict), recorders }, shows: shown(file) };
  }
  const fresh = { ...desk, posting: { ...posting, operation: randomUUID(), seq: file.lastSeq } };
  return refusedAgain(fresh, ['This form was sent before with other answers, and those were recorded. Look at the timeline before you record these as well.']);
}
