// Recording or correcting an event: choose what happened, say it, check it, record it.
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { dayOfInstant } from '../calendar/day.ts';
import { dayInWords } from '../calendar/words.ts';
import { act, type Outcome } from '../casework/act.sql.ts';
import type { Derive } from '../casework/derivation.ts';
import { type Answer, NOT_FOUND, page, type PageRequest, post, refusedTo, type Route } from '../platform/web-route.ts';
import { NotUnderstood } from '../platform/web-form.ts';
import { caseAddress, recordAddress } from './addresses.ts';
import { type CaseFile, childrenOf } from './case-file.ts';
import { caseFile, dutiesWith, recordersOf } from './children.sql.ts';
import { dateChanges, withEntries } from './date-changes.ts';
import type { Duty } from './duty.ts';
import type { NewEvent } from './correction.ts';
import type { AnswerError } from './entry-form.ts';
import { chooseModel, checkModel, conflictModel, formModel } from './event-pages.ts';
import { type Desk, noticeOf, prefilled, wordsOf } from './event-words.ts';
import { misplaced, naming, postedBoxes, postingOf } from './posting.ts';
import { type Decided, decide, takeBack } from './proposal.ts';
import { readAnswers } from './read-answers.ts';
import { broughtUpToDate } from './recorded-since.ts';
import { asItStands, saysItDidNot, standsIn, targetOf } from './target.ts';
import { unconfirmed, unusual } from './unusual.ts';

const who = { right: 'record-events' } as const;
const asked = z.object({
  kind: z.string().max(60).optional().catch(undefined),
  correct: z.coerce.number().int().positive().max(999_999_999).optional().catch(undefined),
  about: z.string().max(60).optional().catch(undefined),
  review: z.coerce.number().int().positive().max(999).optional().catch(undefined),
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
  const named = targetOf(file, wanted);
  if (named === null || (named.entry !== null && !standsIn(file, named.entry))) return NOT_FOUND;
  const target = asItStands(file.entries, named);
  const posting = naming(target.entry, file.childId, { ...wanted, step: 'check', operation: randomUUID(), seq: file.lastSeq, child: '', takenBack: false, sure: false, why: '', typed: prefilled(file, target, query.review) });
  return { page: 'children/event-form.njk', model: formModel({ file, target, posting, today }, []), shows: shown(file) };
}

async function receive({ db, viewer, parts, form, now }: Request<object, Record<string, string | undefined>>, derive: Derive): Promise<Answer> {
  const file = await caseFile(db, viewer, parts.childId, now);
  if ('closed' in file) return refusedTo(file.closed);
  if (file.mergedInto !== null) return joined(file.mergedInto);
  if (!file.mayRecord) return refusedTo([file.childId]);
  const posting = form.ok ? postingOf(form.values) : null;
  if (posting === null) throw new NotUnderstood('This form is not complete. Go back to the case and start again.');
  const target = targetOf(file, posting);
  if (target === null) return NOT_FOUND;
  if (misplaced(target.kind, posting)) throw new NotUnderstood('The form has fields that this page does not ask for.');
  const desk: Desk = { file, target, posting, today: dayOfInstant(now) };
  const { facts, on, errors } = posting.takenBack ? { facts: {}, on: null, errors: [] } : readAnswers(target.kind, posting.typed);
  const wrong = [...errors, ...reasonMissing(desk)];
  if (posting.step === 'change' || wrong.length > 0) return formAgain(desk, posting.step === 'change' ? [] : wrong);
  const overtaken = putRightMeanwhile(desk);
  const decided = (settled: CaseFile['settled']): Decided => {
    if (overtaken !== null) return { refused: [overtaken] };
    if (posting.takenBack && (target.entry !== null || target.stated !== null)) return takeBack(file, settled, target, posting.why);
    return decide(file, settled, { target, reading: { on, facts }, reason: posting.why === '' ? null : posting.why }, desk.today);
  };
  const doing = { db, derive, now, staffId: viewer.staffId };
  return posting.step === 'check' ? check(doing, desk, decided(file.settled)) : carryOut(doing, desk, decided);
}

function reasonMissing({ target: { entry, stated }, posting }: Desk): AnswerError[] {
  if (posting.why !== '' || (entry === null && stated === null)) return [];
  return [posting.takenBack ? { field: 'gone-why', message: 'Enter why it is taken back' } : { field: 'why', message: 'Enter why it is corrected' }];
}

/**
 * Why what a return tells is not put right by one more entry: somebody did so, as whoever sends this form has been shown. A form that could be brought up to date corrects
 * their entry and does not come here. Null where nothing stands against it.
 */
function putRightMeanwhile({ file, target, posting }: Desk): string | null {
  const { entry } = asItStands(file.entries, target);
  if (target.stated === null || entry === null || posting.seq < file.lastSeq) return null;
  const { title, on } = wordsOf(entry);
  return saysItDidNot(entry) ? 'It was recorded meanwhile that this did not happen. Look at the timeline.' : `This was corrected meanwhile: ${title}${on === null ? '' : `, ${dayInWords(on)}`}. Correct that in the timeline.`;
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

interface Doing {
  readonly db: Request<object, object>['db'];
  readonly derive: Derive;
  readonly staffId: string;
  readonly now: string;
}

/** The dates of the case with what is about to be recorded. */
async function datesWith({ db, derive, now }: Doing, { file }: Desk, entries: readonly NewEvent[]): Promise<Duty[]> {
  return entries.length === 0 ? [] : dutiesWith(db, derive, withEntries(file, entries, now));
}

async function check(doing: Doing, desk: Desk, decided: Decided, errors: readonly AnswerError[] = []): Promise<Answer> {
  if ('refused' in decided) return refusedAgain(desk, decided.refused);
  const { file, target } = desk;
  const duties = await datesWith(doing, desk, decided.entries);
  const question = unusual({ file, target, entries: decided.entries, duties, now: doing.now });
  return { page: 'children/check-event.njk', model: { ...checkModel(desk, question), changes: dateChanges(file.duties, duties, desk.today), errors }, shows: shown(file) };
}

/** What is unusual about it, where that is not confirmed with a reason. */
async function openQuestion(doing: Doing, desk: Desk, decided: Decided): Promise<string | null> {
  if ('refused' in decided || unconfirmed(desk.posting).length === 0) return null;
  const { file, target } = desk;
  const duties = target.kind.name === 'PLAN_CEASED' ? await datesWith(doing, desk, decided.entries) : [];
  return unusual({ file, target, entries: decided.entries, duties, now: doing.now });
}

/** An open question is asked again; what was recorded by this very form before is done, whatever would be asked by now. */
async function carryOut(doing: Doing, desk: Desk, decided: (settled: CaseFile['settled']) => Decided): Promise<Answer> {
  const { file, posting } = desk;
  const { operation, seq, step: _step, typed, ...rest } = posting;
  const content = { ...rest, childId: file.childId, typed: Object.fromEntries(Object.entries(typed).map(([box, text]) => [box, text ?? null])) };
  const change = { id: operation, recordedBy: doing.staffId, content, child: file.childId, expectedSeq: seq };
  const question = await openQuestion(doing, desk, decided(file.settled));
  const outcome = await act(doing.db, doing.derive, change, (settled) => (question === null ? decided(settled) : { refused: [question] }));
  return 'refused' in outcome && question !== null ? check(doing, desk, decided(file.settled), unconfirmed(posting)) : answerTo(doing.db, desk, outcome);
}

async function answerTo(db: Doing['db'], desk: Desk, outcome: Outcome): Promise<Answer> {
  const { file, posting } = desk;
  if ('done' in outcome) return { goTo: caseAddress({ childId: file.childId }), notice: noticeOf(desk) };
  if ('refused' in outcome) return refusedAgain(desk, outcome.refused);
  if ('mergedInto' in outcome) return joined(outcome.mergedInto);
  if ('conflict' in outcome) {
    const recorders = Object.fromEntries(await recordersOf(db, outcome.conflict));
    return { page: 'children/event-conflict.njk', status: 409, model: { ...conflictModel(broughtUpToDate(desk, outcome.conflict), outcome.conflict), recorders }, shows: shown(file) };
  }
  const fresh = { ...desk, posting: { ...posting, operation: randomUUID(), seq: file.lastSeq } };
  return refusedAgain(fresh, ['This form was sent before with other answers, and those were recorded. Look at the timeline before you record these as well.']);
}
