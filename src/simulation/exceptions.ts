// Exceptions to the limit of twenty weeks: SEND Regulations 2014, regulation 13(3).
import type { ChildFile, CouncilLife } from './council-life.ts';
import { published } from './published.ts';

const share = 1 - published.timeliness2025.issued_ex / published.timeliness2025.issued_inc;
const whys: Readonly<Record<string, string>> = {
  EXCEPTIONAL_PERSONAL: 'Stay in hospital during the assessment', ABSENT_FROM_AREA: 'The family was away for more than four weeks',
  SETTING_CLOSED: 'The school was closed for the summer when its advice was asked for',
};

/** Records an exception to the 20 weeks of some assessments, in the published share. */
export function perhapsExcept(life: CouncilLife, file: ChildFile): void {
  if (!file.chance.yes(share)) return;
  const summer = ['06', '07'].includes(life.day.slice(5, 7));
  const category = summer && file.chance.yes(0.7) ? 'SETTING_CLOSED' : file.chance.pick(['EXCEPTIONAL_PERSONAL', 'EXCEPTIONAL_PERSONAL', 'ABSENT_FROM_AREA']);
  life.after(file.chance.whole(15, 75), () => life.tell(file, 'EXCEPTION_RECORDED', { limit: 'NA.FINAL_PLAN', category, why: whys[category] ?? '', ...(file.chance.yes(0.6) ? { familyToldOn: life.day } : {}) }));
}
