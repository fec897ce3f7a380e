// What is possible but unusual about something to be recorded: it is asked about, confirmed with a reason, and never refused.
import type { Day } from '../calendar/day.ts';
import { newOrders } from '../case-history/impossible-order.ts';
import { settle } from '../case-history/settle.ts';
import type { CaseFile } from './case-file.ts';
import { askedAbout, type NewEvent, otherRequest } from './correction.ts';
import { withEntries } from './date-changes.ts';
import type { Duty } from './duty.ts';
import type { AnswerError } from './entry-form.ts';
import { endsTooEarly } from './plan-ended-early.ts';
import type { Posting } from './posting.ts';
import type { Target } from './target.ts';

/** What is about to be recorded, and the dates of the case with it. */
interface ToRecord {
  readonly file: CaseFile;
  readonly target: Target;
  readonly entries: readonly NewEvent[];
  readonly duties: readonly Duty[];
  readonly now: string;
}

/** What is unusual about it, in a sentence or two; null where nothing is. */
export function unusual({ file, target, entries, duties, now }: ToRecord): string | null {
  const [entry] = entries;
  if (entry === undefined) return null;
  return tooEarly(entry, duties) ?? step(file, target, entry) ?? otherRequest(file, file.settled, target, entry) ?? outOfOrder(file, entries, now);
}

function tooEarly({ kind, occurredOn, facts }: NewEvent, duties: readonly Duty[]): string | null {
  if (kind !== 'PLAN_CEASED' || occurredOn === null || facts === null) return null;
  return endsTooEarly(duties, occurredOn, typeof facts['reason'] === 'string' ? facts['reason'] : null);
}

/** A step that the law or the case does not provide for. */
function step(file: CaseFile, target: Target, { kind, occurredOn, facts }: NewEvent): string | null {
  if (occurredOn === null || facts === null || facts['happened'] === false) return null;
  return askedAbout(file, file.settled, { target, event: { kind, on: occurredOn as Day, facts } });
}

/** Days that this would bring into an order that cannot be, or hardly can. */
function outOfOrder(file: CaseFile, added: readonly NewEvent[], now: string): string | null {
  const [first] = newOrders(file.settled, settle(withEntries(file, added, now)));
  return first === undefined ? null : `${first.text}.`;
}

/** What is missing for something unusual to be recorded: that it is confirmed, and why. */
export function unconfirmed({ sure, why }: Posting): AnswerError[] {
  return [
    ...(sure ? [] : [{ field: 'sure', message: 'Tick the box if this is what happened, or change your answers' }]),
    ...(why === '' ? [{ field: 'why', message: 'Enter why it was so, as far as it is known' }] : []),
  ];
}
