// Children whose story had ended before the years that are told in full: what an old system still holds of them.
import type { ChildFile, CouncilLife } from './council-life.ts';
import { placeAsRecorded } from './establishments.ts';

/** Tells in short of somebody who was refused, or had a plan that ended, before the first day. */
export function tellFormer(life: CouncilLife, file: ChildFile): void {
  const { chance } = file;
  const ended = life.today - chance.whole(30, 1500);
  const years = chance.spread([0, 0, 1, 3, 5]);
  const received = ended - years * 365 - chance.whole(210, 400);
  life.tell(file, 'REQUEST_RECEIVED', { requestSource: chance.pick(['1', '2', '2']) }, received);
  const decided = received + chance.whole(25, 60);
  if (years === 0 && chance.yes(0.7)) life.tell(file, 'DECISION_NOT_TO_ASSESS_NOTIFIED', {}, decided);
  else hadPlan(life, file, { decided, sent: received + chance.whole(120, 205), ended });
  file.closed = true;
}

function hadPlan(life: CouncilLife, file: ChildFile, { decided, sent, ended }: { decided: number; sent: number; ended: number }): void {
  const { chance } = file;
  life.tell(file, 'DECISION_TO_ASSESS_NOTIFIED', {}, decided);
  for (const body of ['HEAD_TEACHER', 'EDUCATIONAL_PSYCHOLOGIST', 'HEALTH', 'SOCIAL_CARE']) {
    life.tell(file, 'ADVICE_REQUESTED', { body }, decided + 2);
    life.tell(file, 'ADVICE_RECEIVED', { body }, decided + chance.whole(20, 45));
  }
  life.tell(file, 'DRAFT_PLAN_SERVED', {}, sent - chance.whole(16, 30));
  life.tell(file, 'FINAL_PLAN_SENT', {}, sent);
  if (file.need !== 'not_recorded') life.tell(file, 'NEED_RECORDED', { need: file.need, rank: '1' }, sent);
  life.tell(file, 'PLACEMENT_STARTED', { ...placeAsRecorded(chance.pick(life.places)), rank: '1' }, sent);
  for (let met = sent + chance.whole(300, 420); met < ended - 90; met += chance.whole(320, 480)) {
    life.tell(file, 'REVIEW_MEETING_HELD', {}, met);
    const decidedOn = met + chance.whole(14, 60);
    life.tell(file, 'REVIEW_DECISION_NOTIFIED', { outcome: chance.pick(['MAINTAIN', 'MAINTAIN', 'AMEND']) }, decidedOn);
  }
  life.tell(file, 'PLAN_CEASED', { reason: chance.pick(['1', '2', '5', '5', '6', '6', '4']) }, ended);
}
