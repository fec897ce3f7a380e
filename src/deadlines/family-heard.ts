// Whether the family had its time for views on a plan or an amendment before that was sent: regulations 13(1)(a) and 22(2)(c).
import { addDays, type Day } from '../calendar/day.ts';
import { dayInWords } from '../calendar/words.ts';
import type { Case, CaseEvent } from '../case-history/case.ts';
import { effectsOfOrder } from '../statute/effects.ts';
import { effectsOf } from './matching.ts';

type Dated = CaseEvent & { readonly on: Day };

/** The latest of these that happened from one day to another; undefined where none did. Of one without a day nothing is known. */
function latestOf(events: readonly CaseEvent[], kinds: readonly string[], from: string, to: Day): Dated | undefined {
  const past = events.filter((event): event is Dated => kinds.includes(event.kind) && event.on !== null && event.on >= from && event.on <= to);
  return past.reduce<Dated | undefined>((held, event) => (held === undefined || event.on >= held.on ? event : held), undefined);
}

/** Given up in writing since that draft or notice: what the family gave up for an earlier one it has again. */
function waivedBetween(events: readonly CaseEvent[], from: Day, to: Day): boolean {
  return events.some(({ kind, on, facts }) => kind === 'REPRESENTATIONS_RECEIVED' && facts['waiver'] === true && on !== null && on >= from && on <= to);
}

function tooSoon(events: readonly CaseEvent[], sent: Dated, on: Day, words: { what: string; rule: string }): string | null {
  if (on >= addDays(sent.on, 15) || waivedBetween(events, sent.on, on)) return null;
  return `The family’s 15 days for views on the ${words.what} of ${dayInWords(sent.on)} end on ${dayInWords(addDays(sent.on, 14))}, and no waiver is recorded (${words.rule}). If the family gave up the rest of its time in writing, record that under “Family’s views received”.`;
}

const drafts = ['DRAFT_PLAN_SERVED', 'DRAFT_REISSUED'];

/** What is wrong with sending the final plan on `on`: no draft of that assessment, or 15 days that are not over; null where nothing is. */
export function familyHeard(on: Day, events: readonly CaseEvent[], { assessments }: Case): string | null {
  const begun = assessments.findLast(({ receivedOn }) => receivedOn === null || receivedOn <= on)?.receivedOn ?? '';
  const draft = latestOf(events, drafts, begun, on);
  if (draft !== undefined) return tooSoon(events, draft, on, { what: 'draft', rule: 'regulation 13(1)(a)' });
  const undated = events.some((event) => drafts.includes(event.kind) && event.on === null);
  return undated ? null : 'No draft plan is recorded as sent to the family before that day. Regulation 13(1) asks for one.';
}

/** An order, an agreement or an appeal not opposed that has the plan amended, or a setting named in it. */
function bindsToAmend(event: CaseEvent): boolean {
  const agreed = event.kind === 'MEDIATION_AGREEMENT_SIGNED' ? effectsOfOrder(String(event.facts['effect'])) : [];
  return [...effectsOf(event), ...agreed].some((effect) => effect === 'AMEND' || effect === 'NAME');
}

/** Such an order binds without a notice of amendments (regulations 42, 44 and 45), until a plan has been sent under it. */
function boundToAmend(events: readonly CaseEvent[], on: Day): boolean {
  const past = events.filter((event) => event.on !== null && event.on <= on);
  const days = (of: (event: CaseEvent) => boolean): string[] => past.filter(of).map((event) => event.on as Day).sort();
  const bound = days(bindsToAmend).at(-1);
  return bound !== undefined && bound >= (days(({ kind }) => kind === 'FINAL_AMENDED_PLAN_SENT').at(-1) ?? '');
}

/** The same for the final amended plan and the notice of amendments. */
export function familyHeardOnAmendments(on: Day, events: readonly CaseEvent[]): string | null {
  if (boundToAmend(events, on)) return null;
  const notice = latestOf(events, ['AMENDMENT_NOTICE_SENT'], '', on);
  if (notice !== undefined) return tooSoon(events, notice, on, { what: 'amendments', rule: 'regulation 22(2)(c)' });
  return 'No proposed amendments are recorded as sent before that day. Regulation 22(2) asks for them.';
}
