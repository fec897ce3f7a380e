// Who is likely to change phase, by age: to be looked at each September. Schools that keep other year groups (infant,
// junior, middle) and children out of their year are known only when somebody records them.
import { type Day, dayFrom } from '../calendar/day.ts';
import { curriculumYear } from '../calendar/school-year.ts';

const lastYears: Readonly<Record<number, string>> = { [-1]: 'EARLY_YEARS_TO_SCHOOL', 6: 'PRIMARY_TO_SECONDARY', 11: 'SECONDARY_TO_POST16' };

export interface PhaseCandidate { readonly kind: string; readonly transferDate: Day }

/** The transfer at the end of the school year that began in `began`, for somebody in the usual cohort; null for none. */
export function phaseCandidate(born: Day, began: number): PhaseCandidate | null {
  const kind = lastYears[curriculumYear(born, began)];
  return kind === undefined ? null : { kind, transferDate: dayFrom(began + 1, 9, 1) };
}
