// Annual reviews: SEND Regulations 2014, regulations 18 to 22, with the meetings that do not take place and the papers
// that wait.
import type { ChildFile, CouncilLife, PlanHeld } from './council-life.ts';
import { disputePlan } from './disputes.ts';
import { endDecided } from './endings.ts';
import { published } from './published.ts';

const { outcome_amended: AMEND, outcome_maintained: MAINTAIN, outcome_ceased: CEASE } = published.reviews2025;
const outcomes = { AMEND, MAINTAIN, CEASE };

/** Days in which something is done, and the amended plan is sent, counted from the meeting. */
const inTime = { decision: 27, final: 83 } as const;

/** Puts the next review down for before a year is over from `last`. */
export function planReview(life: CouncilLife, file: ChildFile, last: number): void {
  const due = last + 365;
  life.on(due - file.chance.spread([-20, 5, 25, 50, 110]), () => meetOrNot(life, file));
}

/** Some schools hold no meeting that year, or nobody hears of it: it is tried again later. */
function meetOrNot(life: CouncilLife, file: ChildFile): void {
  const { chance } = file;
  if (file.plan === null || file.closed) return;
  if (!chance.yes(life.service.meetingsHeld)) { life.after(chance.whole(90, 330), () => meetOrNot(life, file)); return; }
  if (chance.yes(0.25)) life.tell(file, 'REVIEW_SCHEDULED', { meetingDate: life.day }, life.today - chance.whole(14, 45));
  if (chance.yes(0.15)) life.tell(file, 'REVIEW_ADVICE_CIRCULATED', {}, life.today - chance.whole(7, 16));
  if (chance.yes(0.9)) closeEarlier(life, file, file.plan);
  life.tell(file, 'REVIEW_MEETING_HELD');
  const meeting = life.today;
  Object.assign(file.plan, { meeting, papers: 'decision' });
  planReview(life, file, meeting);
  life.after(Math.round(chance.spread([3, 8, 12, 16, 60]) * life.service.partners), () => {
    if (chance.yes(0.99)) life.tell(file, 'REVIEW_REPORT_SENT');
    life.lines.reviews.join(meeting + inTime.decision, () => decide(life, file, meeting));
  });
}

/** Before a meeting somebody looks what became of the last one, and mostly ends what was left open. */
function closeEarlier(life: CouncilLife, file: ChildFile, plan: PlanHeld): void {
  const before = life.today - file.chance.whole(1, 12);
  if (plan.papers === 'decision') life.tell(file, 'REVIEW_DECISION_NOTIFIED', { outcome: 'MAINTAIN' }, before);
  if (plan.papers === 'amendment') life.tell(file, file.chance.yes(0.6) ? 'FINAL_AMENDED_PLAN_SENT' : 'NO_AMENDMENT_NOTIFIED', {}, before);
}

function endPapers(life: CouncilLife, file: ChildFile, kind: string): void {
  life.tell(file, kind);
  (file.plan as PlanHeld).papers = 'done';
}

/** Whether these papers are still of the latest meeting; those of an earlier one are never done. */
const stands = (file: ChildFile, meeting: number): boolean => file.plan?.meeting === meeting && !file.closed;

function decide(life: CouncilLife, file: ChildFile, meeting: number): void {
  if (!stands(file, meeting)) return;
  const { chance } = file;
  const outcome = chance.weighted(outcomes);
  life.tell(file, 'REVIEW_DECISION_NOTIFIED', { outcome });
  (file.plan as PlanHeld).papers = outcome === 'AMEND' ? 'amendment' : 'done';
  if (outcome === 'CEASE') endDecided(life, file, chance.pick(['2', '4', '6']));
  if (outcome !== 'AMEND') return;
  life.after(chance.yes(0.45) ? 0 : chance.spread([1, 5, 14, 30, 70]), () => propose(life, file, meeting));
}

function propose(life: CouncilLife, file: ChildFile, meeting: number): void {
  if (!stands(file, meeting)) return;
  const { chance } = file;
  life.tell(file, 'AMENDMENT_NOTICE_SENT');
  life.after(chance.whole(15, 24), () => {
    if (!stands(file, meeting)) return;
    if (chance.yes(0.02)) { endPapers(life, file, 'NO_AMENDMENT_NOTIFIED'); return; }
    life.lines.reviews.join(meeting + inTime.final, () => {
      if (!stands(file, meeting)) return;
      endPapers(life, file, 'FINAL_AMENDED_PLAN_SENT');
      disputePlan(life, file);
    });
  });
}
