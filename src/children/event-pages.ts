// What the pages of the form print: the choice of kinds, the form, the answers to check, and what was recorded since.
import type { Day } from '../calendar/day.ts';
import type { Entry } from '../case-history/entry.ts';
import type { Kind } from '../case-history/kind.ts';
import { kindNamed } from '../case-history/kinds.ts';
import { confirmable, inTurn, possible } from '../casework/in-turn.ts';
import { caseAddress, recordAddress, timelineAddress } from './addresses.ts';
import type { CaseFile } from './case-file.ts';
import { type AnswerError, questionsOf } from './entry-form.ts';
import { type Desk, goneWords, prefilled, rowsOf, sameOn, saidWords, takeBackWords } from './event-words.ts';
import { advisersAwaited, likelyKinds, limitsWithExceptions, reviewsHeld, settingsConsulted } from './next-step.ts';
import { hiddenBoxes, typedBoxes } from './posting.ts';
import { sinceInWords } from './recorded-since.ts';
import { recordedByHand } from './target.ts';
import { readAnswers } from './read-answers.ts';
import { subjectBar } from './subject-bar.ts';

/** The page on which to choose what happened: the likely kinds first, then all that can happen now, then what may only be recorded late, and what is asked about. */
export function chooseModel(file: CaseFile, today: Day, nothingChosen: boolean): object {
  const { childId, duties, settled } = file;
  const names = recordedByHand.map(({ name }) => name);
  const now = inTurn(names, settled, today);
  const plain = possible(names, settled, today);
  const [late, others] = [plain.filter((name) => !now.includes(name)), names.filter((name) => !plain.includes(name))];
  const likely = likelyKinds(duties, today).filter((name) => now.includes(name)).flatMap((name) => kindNamed(name) ?? []);
  return {
    subject: subjectBar(file, today, null), action: recordAddress({ childId }),
    likely: likely.map(({ name, title }) => ({ title, href: recordAddress({ childId }, { kind: name }) })),
    groups: grouped(now), late: grouped(late), unusual: grouped(confirmable(others, settled, today)),
    errors: nothingChosen ? [{ field: 'kind', message: 'Choose what happened' }] : [], back: { href: caseAddress({ childId }), text: 'Back to the case' },
  };
}

function grouped(names: readonly string[]): { group: string; kinds: { name: string; title: string }[] }[] {
  const of = Object.groupBy(recordedByHand.filter(({ name }) => names.includes(name)), ({ group }) => group);
  return Object.entries(of).map(([group, kinds = []]) => ({ group, kinds: kinds.map(({ name, title }) => ({ name, title })) }));
}

/** The form with what was typed and what is wrong. */
export function formModel({ file, target, posting, today }: Desk, errors: readonly AnswerError[]): object {
  const { childId } = file;
  const { kind, entry, stated } = target;
  const correcting = entry !== null || stated !== null;
  const typed = posting.takenBack ? prefilled(file, target) : posting.typed;
  const questions = questionsOf(kind, typed, errors, choicesFor(kind, file));
  const unasked = questions.filter(({ name, items }) => name === 'fact-review' && items.length === 0);
  const kept = unasked.flatMap(({ name, value }) => (correcting && value !== '' ? [{ name, value }] : []));
  return {
    subject: subjectBar(file, today, null), heading: kind.title, caption: correcting ? 'Correct' : 'Record', action: recordAddress({ childId }),
    questions: questions.filter((one) => !unasked.includes(one)), errors,
    hidden: [...hiddenBoxes({ ...posting, takenBack: false }), ...kept], correcting, why: posting.takenBack ? '' : posting.why,
    takeBack: !correcting ? null : { ...takeBackWords(target), hidden: hiddenBoxes({ ...posting, takenBack: true }), why: posting.takenBack ? posting.why : '', open: posting.takenBack },
    said: stated === null ? null : saidWords(target), back: correcting ? { href: timelineAddress({ childId }), text: 'Back to the timeline' } : { href: recordAddress({ childId }), text: 'Back' },
  };
}

/** Answers that the case itself offers: limits to which there are exceptions, advisers who were asked, settings that were consulted, reviews where there are several. */
function choicesFor({ name: kind, fields }: Kind, { duties, settled }: CaseFile): Parameters<typeof questionsOf>[3] {
  const limits = kind === 'EXCEPTION_RECORDED' ? limitsWithExceptions(duties) : [];
  const settings = kind === 'CONSULTATION_REPLY' ? settingsConsulted(settled) : [];
  const advisers = kind === 'ADVICE_RECEIVED' ? { body: advisersAwaited(settled) } : {};
  const reviews = fields.some(({ name }) => name === 'review') ? reviewsHeld(settled) : [];
  const review = reviews.length > 1 ? { review: [{ value: '', text: 'The last that was held by then' }, ...reviews] } : {};
  return { ...advisers, ...review, ...(limits.length > 0 ? { limit: limits } : {}), ...(settings.length > 0 ? { setting: settings } : {}) };
}

/** The page on which to check the answers before they are recorded; what is `unusual` about them is to be confirmed, with a reason that a correction has already. */
export function checkModel(desk: Desk, unusual: string | null): object {
  const { file, target: { kind, entry, stated }, posting, today } = desk;
  const { childId, settled } = file;
  const correcting = entry !== null || stated !== null;
  const { on } = readAnswers(kind, posting.typed);
  const twice = !correcting && sameOn(settled, kind.name, on).length > 0;
  return {
    subject: subjectBar(file, today, null), heading: kind.title, action: recordAddress({ childId }), correcting, takenBack: posting.takenBack,
    rows: posting.takenBack ? [] : rowsOf(desk), gone: posting.takenBack ? goneWords(desk.target) : null, why: posting.why, twice, unusual, sure: posting.sure, askWhy: unusual !== null && !correcting && !posting.takenBack,
    hidden: hiddenBoxes(posting), typed: typedBoxes(posting), leave: caseAddress({ childId }),
  };
}

/** The page that shows what others recorded while this form was open, beside what was typed here. */
export function conflictModel(desk: Desk, since: readonly Entry[]): object {
  const { file, target: { kind }, posting, today } = desk;
  const { childId } = file;
  const mine = posting.takenBack ? [] : rowsOf(desk);
  return {
    subject: subjectBar(file, today, null), heading: kind.title, action: recordAddress({ childId }), mine, takenBack: posting.takenBack, leave: caseAddress({ childId }),
    since: sinceInWords(file.entries, since, { kind: kind.name, mine }),
    hidden: [...hiddenBoxes({ ...posting, seq: Math.max(posting.seq, ...since.map((entry) => entry.seq)) }), ...typedBoxes(posting)],
  };
}
