// Adding a child or young person. Only a search leads here, and those who could be the same are shown first (UI-28).
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { type Day, dayOfInstant } from '../calendar/day.ts';
import type { Facts } from '../case-history/entry.ts';
import { nameWordsOf } from '../case-history/identity.ts';
import type { Kind } from '../case-history/kind.ts';
import { kindNamed } from '../case-history/kinds.ts';
import { settle } from '../case-history/settle.ts';
import { act } from '../casework/act.sql.ts';
import type { Derive } from '../casework/derivation.ts';
import { type Answer, page, type PageRequest, post, type Route } from '../platform/web-route.ts';
import { NotUnderstood } from '../platform/web-form.ts';
import { caseAddress, findCaseAddress, newChildAddress, newChildFormAddress } from './addresses.ts';
import { type ClosedRecord, closedRecords } from './closed-records.sql.ts';
import { childrenAlike } from './find-case.sql.ts';
import type { ListedChild } from './found-rows.ts';
import { type AnswerError, questionsOf } from './entry-form.ts';
import { factsInWords } from './in-words.ts';
import { hiddenBoxes, misplaced, postedBoxes, type Posting, postingOf, typedBoxes } from './posting.ts';
import { decide } from './proposal.ts';
import { readAnswers } from './read-answers.ts';
import type { Wanted } from './search-words.ts';
import { nameOf } from './subject-bar.ts';

const who = { right: 'record-events' } as const;
const REQUIRED = ['surname', 'forename', 'dob'];
const nobody = { entries: [], lastSeq: 0 };

type Request = PageRequest<'/children/new', typeof who, object, Record<string, string | undefined>>;

/**
 * The form for a new child or young person. It opens from a search alone, at an address that holds this sealed: the way back from the
 * check leads there, and browsers keep what was typed. Whoever visits without it searches first.
 */
export function newChildRoutes(derive: () => Derive): Route[] {
  return [
    page({ address: newChildFormAddress, who, answer: searchFirst }),
    post({ address: newChildFormAddress, who, form: z.object({}), asks: true, answer: () => Promise.resolve(formPage(kindNamed('PERSON') as Kind, fresh(), [])) }),
    page({ address: newChildAddress, who, answer: searchFirst }),
    post({ address: newChildAddress, who, form: postedBoxes, answer: (request) => receive(request, derive()) }),
  ];
}

const searchFirst = (): Promise<Answer> => Promise.resolve({ goTo: findCaseAddress() });

async function receive(request: Request, derive: Derive): Promise<Answer> {
  const { form, now, db, viewer } = request;
  const kind = kindNamed('PERSON') as Kind;
  const posting = form.ok ? postingOf(form.values) : null;
  if (posting === null || posting.child === '' || misplaced(kind, posting)) throw new NotUnderstood('This form is not complete. Search again, and start from there.');
  const { facts, on, errors } = readAnswers(kind, posting.typed, REQUIRED);
  if (posting.step === 'change' || errors.length > 0) return formPage(kind, posting, posting.step === 'change' ? [] : errors);
  const today = dayOfInstant(now);
  const decided = decide(nobody, settle([]), { target: { kind, entry: null, stated: null }, reading: { on, facts }, reason: null }, today);
  if ('refused' in decided) return formPage(kind, posting, decided.refused.map((message) => ({ field: 'fact-dob-day', message })));
  if (posting.step === 'record') return carryOut(request, derive, posting, decided);
  const alike = await childrenAlike(db, viewer, facts, now);
  return checkPage(kind, posting, { alike, closed: await closedAlike(request, facts) });
}

function fresh(): Posting {
  return { step: 'check', operation: randomUUID(), seq: 0, kind: 'PERSON', correct: null, about: null, child: randomUUID(), takenBack: false, sure: false, why: '', typed: {} };
}

function formPage(kind: Kind, posting: Posting, errors: readonly AnswerError[]): Answer {
  const model = {
    heading: 'Add a child or young person', caption: 'Record', action: newChildAddress(), correcting: false, hidden: hiddenBoxes(posting),
    questions: questionsOf(kind, posting.typed, errors), errors, back: { href: findCaseAddress(), text: 'Back to all cases' },
  };
  return { page: 'children/event-form.njk', model, shows: 'nobody' };
}

/** The one about to be added as somebody would search for them: in full, and by each number. */
function whoIsMeant(facts: Facts): Wanted[] {
  const stated = (name: string): string | null => (typeof facts[name] === 'string' ? facts[name] : null);
  const numbers = ['upn', 'uln', 'nhsNumber'].map(stated).filter((number) => number !== null);
  const names = [stated('surname'), stated('forename')].flatMap(nameWordsOf);
  return [null, ...numbers].map((number) => ({ reference: null, number, birthOn: stated('dob') as Day | null, names }));
}

async function closedAlike({ db, viewer, now }: Request, facts: Facts): Promise<ClosedRecord[]> {
  const found = new Map<string, ClosedRecord>();
  for (const wanted of whoIsMeant(facts)) for (const record of await closedRecords(db, viewer, wanted, now)) found.set(record.childId, record);
  return [...found.values()];
}

interface Meant { readonly alike: readonly ListedChild[]; readonly closed: readonly ClosedRecord[] }

function checkPage(kind: Kind, posting: Posting, { alike, closed }: Meant): Answer {
  const { facts } = readAnswers(kind, posting.typed, REQUIRED);
  const model = {
    heading: 'Add a child or young person', action: newChildAddress(), rows: factsInWords(kind, facts).map((row) => ({ ...row, was: null })), newChild: true,
    alike: alike.map((child) => ({ ...child, name: nameOf(child), href: caseAddress({ childId: child.childId }) })),
    closed: closed.map(({ ask }) => ask ?? 'a team manager'),
    hidden: hiddenBoxes(posting), typed: typedBoxes(posting), leave: findCaseAddress(),
  };
  const children = [...alike, ...closed].map(({ childId }) => childId);
  return { page: 'children/check-event.njk', model, shows: children.length === 0 ? 'nobody' : { what: 'children alike', children } };
}

async function carryOut({ db, viewer }: Request, derive: Derive, posting: Posting, decided: Extract<ReturnType<typeof decide>, { entries: unknown }>): Promise<Answer> {
  const { operation, child, typed } = posting;
  const content = { child, kind: 'PERSON', typed: Object.fromEntries(Object.entries(typed).map(([box, text]) => [box, text ?? null])) };
  const outcome = await act(db, derive, { id: operation, recordedBy: viewer.staffId, content, child, expectedSeq: 0 }, () => decided);
  if ('done' in outcome) return { goTo: caseAddress({ childId: child }), notice: 'Added. Next, record what happened first: a request, or a plan that came from elsewhere.' };
  throw new NotUnderstood('This form was sent before with other answers. Search for the child: the record is there.');
}
