// Who is likely to change phase, by age and kind of school: to be looked at each September. Children out of their year
// are known only when somebody records them. Year groups are inferred (Reception is year 0).
import { type Day, dayFrom } from '../calendar/day.ts';
import { curriculumYear } from '../calendar/school-year.ts';

type LastYears = Readonly<Record<number, string>>;

const usual: LastYears = { [-1]: 'EARLY_YEARS_TO_SCHOOL', 6: 'PRIMARY_TO_SECONDARY', 11: 'SECONDARY_TO_POST16' };

/** Schools that keep other year groups than most. */
const others: readonly (readonly [school: RegExp, last: LastYears])[] = [
  [/INFANT/i, { [-1]: 'EARLY_YEARS_TO_SCHOOL', 2: 'INFANT_TO_JUNIOR' }],
  [/FIRST/i, { [-1]: 'EARLY_YEARS_TO_SCHOOL', 4: 'PRIMARY_TO_MIDDLE' }],
  [/MIDDLE/i, { 8: 'MIDDLE_TO_SECONDARY' }],
];

export interface PhaseCandidate { readonly kind: string; readonly transferDate: Day }

/** The transfer at the end of the school year that began in `began`, for somebody in the usual cohort; null for none. */
export function phaseCandidate(born: Day, began: number, setting: string | null): PhaseCandidate | null {
  const last = others.find(([school]) => school.test(setting ?? ''))?.[1] ?? usual;
  const kind = last[curriculumYear(born, began)];
  return kind === undefined ? null : { kind, transferDate: dayFrom(began + 1, 9, 1) };
}
