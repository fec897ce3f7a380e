// The events of a review: those recorded by staff, and those that returns tell of.
import type { CaseEvent } from './case.ts';
import { eventOf, inOrder, told } from './case-event.ts';
import type { LiveEntry } from './live-entries.ts';
import type { ReturnActivePlan } from './return-record.ts';
import type { ReviewThread } from './settle-review.ts';

/** All events of a review in order: of what several sources tell, what stands on the settled day, and further notices of amendments. */
export function reviewEvents(thread: ReviewThread): CaseEvent[] {
  const { meetingOn, decisionOn, amendmentNoticeOn } = thread.fields;
  const settledOn: Record<string, CaseEvent['on']> = { REVIEW_MEETING_HELD: meetingOn, REVIEW_DECISION_NOTIFIED: decisionOn, AMENDMENT_NOTICE_SENT: amendmentNoticeOn };
  const recorded = thread.events.map(eventOf);
  const all = [...thread.stated.flatMap(({ entry, plan }) => toldOfReview(entry, plan)), ...recorded];
  const standing = new Map(all.filter((event) => event.on === settledOn[event.kind]).map((event) => [event.kind, event]));
  const further = recorded.filter(({ kind, on }) => kind === 'AMENDMENT_NOTICE_SENT' && on !== null && amendmentNoticeOn !== null && on > amendmentNoticeOn);
  return inOrder([...all.filter((event) => !(event.kind in settledOn)), ...standing.values(), ...further]);
}

function toldOfReview(entry: LiveEntry, plan: ReturnActivePlan): CaseEvent[] {
  return [
    ...(plan.reviewMeeting === null ? [] : [told(entry, 'REVIEW_MEETING_HELD', plan.reviewMeeting)]),
    ...(plan.lastReview === null && plan.reviewOutcome === null ? [] : [told(entry, 'REVIEW_DECISION_NOTIFIED', plan.lastReview, { outcome: outcomes[plan.reviewOutcome ?? ''] ?? null })]),
    ...(plan.reviewDraft === null ? [] : [told(entry, 'AMENDMENT_NOTICE_SENT', plan.reviewDraft)]),
  ];
}

const outcomes: Record<string, string> = { M: 'MAINTAIN', A: 'AMEND', C: 'CEASE' };
