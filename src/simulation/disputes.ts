// Mediation, appeals, orders and what follows from them: Children and Families Act 2014, sections 51 to 57.
import type { Facts } from '../case-history/entry.ts';
import type { ChildFile, CouncilLife, Happening } from './council-life.ts';
import { published } from './published.ts';

const { requests2025: requests, assessments2025: assessments } = published;
const appealed = published.appeals['2025'].registered;

/** How often each step is taken. Appeals about plans are those registered that are about neither refusal, but for some about ending a plan or reassessing. */
const rates = {
  refusal: { mediation: requests.mediation / requests.refused, appeal: requests.tribunal / requests.refused, afterMediation: requests.tribunal_after_mediation / requests.mediation },
  noPlan: { mediation: assessments.mediation_on_decision / assessments.plan_not_issued, appeal: assessments.tribunal_on_decision / assessments.plan_not_issued, afterMediation: 0.2 },
  plan: {
    mediation: assessments.mediation_other / (assessments.plan_issued + published.reviews2025.outcome_amended),
    appeal: (0.85 * (appealed - requests.tribunal - assessments.tribunal_on_decision)) / (assessments.plan_issued + published.reviews2025.outcome_amended), afterMediation: 0.3,
  },
};

interface Dispute {
  /** The notice in dispute. */
  readonly notice: Happening | undefined;
  readonly rate: { readonly mediation: number; readonly appeal: number; readonly afterMediation: number };
  /** What the authority is made to do. */
  readonly order: string;
  readonly then: () => void;
  /** Days within which the authority does it. */
  readonly within: number;
}

/** A refusal to assess may be disputed; `then` where the authority assesses after all. */
export function disputeRefusal(life: CouncilLife, file: ChildFile, then: () => void): void {
  dispute(life, file, { notice: file.happenings.at(-1), rate: rates.refusal, order: 'ASSESS', then, within: 14 });
}

/** A notice of no plan may be disputed; `then` where the authority makes one after all. */
export function disputeNoPlan(life: CouncilLife, file: ChildFile, then: () => void): void {
  dispute(life, file, { notice: file.happenings.at(-1), rate: rates.noPlan, order: 'MAKE_PLAN', then, within: 35 });
}

/** What a plan says may be disputed; it is amended where the family is right. */
export function disputePlan(life: CouncilLife, file: ChildFile): void {
  const order = file.chance.weighted({ AMEND: 3, NAME: 1 });
  const then = (): void => {
    life.tell(file, 'FINAL_AMENDED_PLAN_SENT');
    step(life, file, about)('ORDER_COMPLIED_WITH', { what: order === 'NAME' ? 'The setting ordered is named' : 'The plan is amended' });
  };
  const about: Dispute = { notice: file.happenings.at(-1), rate: rates.plan, order, then, within: order === 'NAME' ? 14 : 35 };
  dispute(life, file, about);
}

/** Puts a step of the dispute down as of today. */
const step = (life: CouncilLife, file: ChildFile, { notice }: Dispute) => (kind: string, facts: Facts = {}): void => {
  if (!file.closed) file.happenings.push({ kind, on: life.today, facts, ...(notice === undefined ? {} : { about: notice }) });
};

function dispute(life: CouncilLife, file: ChildFile, about: Dispute): void {
  const { chance } = file;
  if (!chance.yes(life.service.disputed / 1.3)) return;
  if (chance.yes(1.3 * about.rate.mediation)) life.after(chance.whole(6, 50), () => mediate(life, file, about));
  else if (chance.yes((1.3 * (about.rate.appeal - about.rate.mediation * about.rate.afterMediation)) / (1 - 1.3 * about.rate.mediation))) {
    life.after(chance.whole(12, 45), () => step(life, file, about)('MEDIATION_DECLINED'));
    life.after(chance.whole(46, 58), () => appeal(life, file, about));
  }
}

function mediate(life: CouncilLife, file: ChildFile, about: Dispute): void {
  const { chance } = file;
  step(life, file, about)('MEDIATION_REQUESTED', { healthIssues: chance.yes(0.1) });
  const held = chance.spread([10, 20, 28, 34, 70]);
  life.after(Math.min(held, 8), () => step(life, file, about)('MEDIATION_ARRANGED'));
  life.after(held, () => {
    step(life, file, about)('MEDIATION_HELD');
    life.after(chance.whole(1, 4), () => step(life, file, about)('MEDIATION_CERTIFICATE_ISSUED'));
    if (chance.yes(0.45)) { agree(life, file, about); return; }
    if (chance.yes(about.rate.afterMediation / 0.55)) life.after(chance.whole(10, 28), () => appeal(life, file, about));
  });
}

function agree(life: CouncilLife, file: ChildFile, about: Dispute): void {
  step(life, file, about)('MEDIATION_AGREEMENT_SIGNED', { effect: about.order, appealable: true, laWasParty: true });
  comply(life, file, about);
}

/** Done in time by most; a service that is behind is behind with this too. */
function comply(life: CouncilLife, file: ChildFile, { then, within }: Dispute): void {
  const { chance, closed } = file;
  if (closed) return;
  const late = chance.yes(Math.min(0.8, 0.55 * life.service.partners * (1 - life.service.plans.inTimeFirst) + 0.05));
  life.after(late ? within + chance.whole(3, 60) : chance.whole(Math.floor(within / 2), within - 2), then);
}

function appeal(life: CouncilLife, file: ChildFile, about: Dispute): void {
  const { chance } = file;
  step(life, file, about)('APPEAL_LODGED');
  life.after(chance.whole(3, 12), () => step(life, file, about)('APPEAL_RECEIVED_BY_LA'));
  const answered = chance.whole(32, 55);
  const conceded = chance.yes(0.4);
  life.after(answered, () => step(life, file, about)('APPEAL_RESPONSE_SENT'));
  if (chance.yes(0.12)) { life.after(answered + chance.whole(20, 90), () => step(life, file, about)('APPEAL_WITHDRAWN')); return; }
  const months = about.order === 'ASSESS' ? chance.spread([90, 120, 170, 220, 300]) : chance.spread([150, 230, 300, 360, 460]);
  life.after(conceded ? answered + chance.whole(5, 60) : months, () => end(life, file, about, conceded));
}

/** The authority gives way, or the Tribunal decides: for the family in all but a few. */
function end(life: CouncilLife, file: ChildFile, about: Dispute, conceded: boolean): void {
  if (conceded) step(life, file, about)('LA_NOTIFIED_TRIBUNAL_UNOPPOSED', { order: about.order });
  else {
    const won = file.chance.yes(0.96);
    step(life, file, about)('TRIBUNAL_ORDER_MADE', { order: won ? about.order : 'OTHER', sentOn: life.day });
    if (!won) return;
    if (about.order === 'AMEND' && file.chance.yes(0.15)) recommend(life, file, about);
  }
  comply(life, file, about);
}

function recommend(life: CouncilLife, file: ChildFile, about: Dispute): void {
  step(life, file, about)('TRIBUNAL_RECOMMENDATION_MADE');
  life.after(file.chance.whole(20, 60), () => step(life, file, about)('RECOMMENDATION_ANSWERED'));
}
