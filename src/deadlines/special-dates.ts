// Dates that no single way of counting gives. Each says what it rests on in the rule's `words`.
import { lastDay } from '../calendar/counting.ts';
import { addDays, addMonths, type Day, dayFrom, partsOf } from '../calendar/day.ts';
import { lastDayToAppeal, tribunalDaysAfter } from '../calendar/tribunal-time.ts';
import { workingDayOnOrAfter, workingDaysBetween, workingDaysFrom } from '../calendar/working-days.ts';
import type { CaseEvent, Episode } from '../case-history/case.ts';
import type { SpecialDate } from '../statute/rule.ts';
import type { Law } from './law.ts';
import { dayIn, factOf } from './matching.ts';

/** What started the clock. */
export interface Begun {
  readonly event: CaseEvent | null;
  readonly kind: string;
  readonly on: Day | null;
  readonly knownOn: Day | null;
}

export interface Setting { readonly begun: Begun; readonly episode: Episode; readonly law: Law; readonly count: number }

export interface Found {
  /** Null: no day can be given yet. Undefined: the rule does not apply. */
  readonly on: Day | null | undefined;
  readonly also?: { readonly kind: string; readonly on: Day };
}

const none: Found = { on: undefined };
const later = (a: Day, b: Day): Day => (a > b ? a : b);

/** The function for each special date. */
export const specialDates: Readonly<Record<SpecialDate, (setting: Setting) => Found>> = {
  'appeal window': appealWindow,
  'tribunal working days': ({ begun, law, count }) => (begun.on === null ? none : { on: tribunalDaysAfter(begun.on, count, law.calendar) }),
  move,
  'new authority review': newAuthorityReview,
  'phase transfer': (setting) => phaseTransfer(setting, false),
  'phase transfer quoted': (setting) => phaseTransfer(setting, true),
  'months before the transfer': monthsBefore,
  'further months if complex': furtherMonths,
  'end of appeal': endOfAppeal,
  earliest: ({ begun }) => ({ on: begun.on }),
  'next day': ({ begun }) => (begun.on === null ? none : { on: addDays(begun.on, 1) }),
  'maximum age': () => none,
};

function appealWindow({ begun, episode, law }: Setting): Found {
  if (begun.on === null) return none;
  const certificate = episode.events.findLast((event) => event.kind === 'MEDIATION_CERTIFICATE_ISSUED' && event.on !== null);
  const fromNotice = addMonths(begun.on, 2);
  if (certificate?.on == null) return { on: lastDayToAppeal(fromNotice, law.calendar) };
  const end = later(fromNotice, addMonths(certificate.on, 1));
  return { on: lastDayToAppeal(end, law.calendar), also: { kind: certificate.kind, on: certificate.on } };
}

/** `begun.on` is the day it became known; the event's own day is that of the move. */
function move({ begun, law, count }: Setting): Found {
  const moved = begun.event?.on ?? null;
  if (begun.on === null) return none;
  const also = moved === null ? {} : { also: { kind: 'MOVE', on: moved } };
  if (moved !== null && workingDaysBetween(begun.on, moved, law.calendar) >= count) return { on: moved, ...also };
  return { on: workingDaysFrom(begun.on, count, law.calendar), ...also };
}

function newAuthorityReview({ begun, law }: Setting): Found {
  if (begun.on === null || begun.event === null) return none;
  const threeMonths = lastDay(begun.on, { counting: 'M-FROM', count: 3 }, law.calendar);
  const made = dayIn(begun.event, 'lastMadeOrReviewed');
  if (made === null) return { on: threeMonths };
  const twelveMonths = lastDay(made, { counting: 'M-FROM', count: 12 }, law.calendar);
  return { on: later(twelveMonths, threeMonths), also: { kind: 'PLAN_LAST_REVIEWED', on: made } };
}

/** Last day in the year of the transfer; where only the due day is stated by another system, from that. */
function phaseTransfer({ begun: { event }, law }: Setting, quoted: boolean): Found {
  if (event === null) return none;
  const kind = factOf(event, 'kind');
  const transfer = dayIn(event, 'transferDate');
  if (kind === 'POST16_TO_POST16') return none;
  const toPost16 = kind === null ? false : /POST.?16|SIXTH|COLLEGE/.test(kind.split('_TO_').at(-1) ?? '');
  if (toPost16 && event.facts['sameInstitution'] === true && law.settings.sameSchoolSixthForm === 'NO_TRANSFER') return none;
  if (transfer === null) return stated(dayIn(event, 'dueDate'), quoted);
  const also = { kind: 'PHASE_TRANSFER', on: transfer };
  const { year } = partsOf(transfer);
  const day = !toPost16 ? dayFrom(year, 2, 15) : transfer === '2015-09-01' ? dayFrom(2015, 5, 31) : dayFrom(year, 3, 31);
  return { on: quoted ? day : addDays(day, -1), also };
}

function monthsBefore({ begun: { event }, count }: Setting): Found {
  const transfer = event === null ? null : dayIn(event, 'transferDate');
  return transfer === null ? none : { on: addMonths(transfer, -count), also: { kind: 'PHASE_TRANSFER', on: transfer } };
}

/** A stated due day is usually the quoted one; the strict day before 15 February or 31 March is that less a day. */
function stated(due: Day | null, quoted: boolean): Found {
  if (due === null) return none;
  const date = due.slice(5);
  if (date === '02-15' || date === '03-31') return { on: quoted ? due : addDays(due, -1) };
  return { on: quoted && (date === '02-14' || date === '03-30') ? addDays(due, 1) : due };
}

function furtherMonths({ begun, law }: Setting): Found {
  if (begun.on === null) return none;
  const complex = begun.event?.facts['complex'] === true || begun.event?.facts['extended'] === true;
  return { on: workingDayOnOrAfter(addMonths(begun.on, complex ? 3 : 1), law.calendar) };
}

/** The plan must be kept until the time to appeal has passed or the appeal has ended (section 45(4)). */
function endOfAppeal(setting: Setting): Found {
  const { on: lodge } = appealWindow(setting);
  if (lodge == null) return none;
  const { events } = setting.episode;
  const appeal = events.findLast((event) => event.kind === 'APPEAL_LODGED' || event.kind === 'APPEAL_RECEIVED_BY_LA');
  const dismissed = events.findLast((event) => event.kind === 'TRIBUNAL_ORDER_MADE' && factOf(event, 'order') === 'CEASE_UPHELD');
  if (dismissed?.on != null) return { on: dismissed.on, also: { kind: dismissed.kind, on: dismissed.on } };
  if (appeal === undefined) return { on: addDays(lodge, 1) };
  const withdrawn = events.findLast((event) => event.kind === 'APPEAL_WITHDRAWN');
  if (withdrawn?.on == null) return { on: null };
  return { on: later(addDays(lodge, 1), withdrawn.on), also: { kind: withdrawn.kind, on: withdrawn.on } };
}
