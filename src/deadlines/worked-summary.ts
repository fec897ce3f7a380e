// What a worked case means for the SEN2 return, for phase transfers and for school years.
import { type Day, daysBetween, partsOf } from '../calendar/day.ts';
import { curriculumYear, schoolYearInWords, schoolYearOf } from '../calendar/school-year.ts';
import type { CaseEvent, Person } from '../case-history/case.ts';
import type { Facts, Json } from '../case-history/entry.ts';
import type { Deadline } from './deadline.ts';
import { phaseCandidate } from './phase-candidates.ts';
import type { Scene } from './scene.ts';

const disputed = new Set(['MEDIATION_HELD', 'MEDIATION_AGREEMENT_SIGNED', 'APPEAL_LODGED', 'APPEAL_RECEIVED_BY_LA', 'TRIBUNAL_ORDER_MADE', 'LA_NOTIFIED_TRIBUNAL_UNOPPOSED']);

/** The 20-week items of the return. Cases with mediation or an appeal are left out of both published rates. */
export function sen2Result(scene: Scene, deadlines: readonly Deadline[]): Facts {
  const limit = deadlines.findLast((one) => one.code === 'NA.FINAL_PLAN');
  const phase = deadlines.findLast((one) => one.code === 'PT.QUOTED');
  if (limit === undefined) return phase === undefined ? {} : { sen2: { phaseTransferDueDate: phase.dueOn } };
  const steps = scene.law.settings.week20Rule === 'ANY_STEP' ? deadlines.filter((one) => one.code.startsWith('NA.') && one.partNo === limit.partNo) : [limit];
  const week20 = steps.some((one) => one.exempt !== null);
  const issuedOn = scene.all.find((event) => event.kind === 'FINAL_PLAN_SENT' && event.on !== null && event.on >= (limit.triggerOn ?? ''))?.on ?? null;
  const days = issuedOn === null || limit.triggerOn === null ? null : daysBetween(limit.triggerOn, issuedOn);
  const counted = days !== null && !scene.all.some((event) => disputed.has(event.kind));
  return {
    sen2: {
      week20: week20 ? 1 : 0, daysToIssue: days, within20InclExceptions: days === null ? null : days <= 140,
      within20ExclExceptions: days === null || week20 ? null : days <= 140,
      countedInInclExceptions: counted, countedInExclExceptions: counted && !week20,
      ...(phase === undefined ? {} : { phaseTransferDueDate: phase.dueOn }),
    },
  };
}

const reviewLimits = ['AR.FINAL', 'AR.COMPLETE_BY'] as const;

/** Whether there is a phase transfer, and which limit governs where a review has one that is still needed: the earlier. */
export function phaseResult(scene: Scene, deadlines: readonly Deadline[]): Facts {
  const event = scene.all.findLast((one) => one.kind === 'PHASE_TRANSFER_IDENTIFIED');
  if (event === undefined) return {};
  const latest = (code: string): Deadline | undefined => deadlines.findLast((one) => one.code === code && one.closedOn === null && !one.notApplicable);
  const phase = latest('PT.FINAL') ?? latest('PT.P16_P16');
  const review = reviewLimits.map(latest).find((one) => one !== undefined);
  const governing = phase?.dueOn == null || review?.dueOn == null ? null : review.dueOn < phase.dueOn ? review.code : phase.code;
  return { phaseTransfer: isTransfer(scene, event), ...(governing === null ? {} : { governing }) };
}

/** Staying in the sixth form of the same school is for an officer to judge, unless the council has decided. */
function isTransfer({ law }: Scene, event: CaseEvent): Json {
  const stays = event.facts['sameInstitution'] === true && event.facts['kind'] === 'SECONDARY_TO_POST16';
  if (!stays) return true;
  return law.settings.sameSchoolSixthForm === 'ASK' ? 'ASK' : law.settings.sameSchoolSixthForm === 'TRANSFER';
}

/** National curriculum years by school year ("2026", "2026/27", "2026-27" or its first day), and the phase transfer of this year. */
export function personResult({ dob: born, setting }: Person, today: Day | null): Facts {
  if (born === null) return {};
  const first = partsOf(born).year;
  const years = Array.from({ length: 26 }, (_, i) => first + i);
  const ncyIn = Object.fromEntries(years.flatMap((began) => {
    const ncy = curriculumYear(born, began);
    const words = schoolYearInWords(began);
    return [[String(began), ncy], [words, ncy], [words.replace('/', '-'), ncy], [`${began}-09-01`, ncy]];
  }));
  if (today === null) return { ncyIn };
  const candidate = phaseCandidate(born, schoolYearOf(today), setting);
  return { ncyIn, phaseTransfer: candidate !== null, ...(candidate === null ? {} : { phaseCandidate: { ...candidate } }) };
}
