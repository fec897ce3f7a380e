// Age and school years in England: the school year runs from 1 September to 31 August.
import { addMonths, ageOn, type Day, dayFrom, partsOf } from './day.ts';

/** The year in which the school year that holds `on` began: 2026 for 1 September 2026 to 31 August 2027. */
export function schoolYearOf(on: Day): number {
  const { year, month } = partsOf(on);
  return month >= 9 ? year : year - 1;
}

/** "2026/27" for 2026. */
export function schoolYearInWords(began: number): string {
  return `${began}/${String((began + 1) % 100).padStart(2, '0')}`;
}

/** National curriculum year (Reception is 0) of somebody in the usual cohort, in the school year that began in `began`. */
export function curriculumYear(born: Day, began: number): number {
  return ageOn(born, dayFrom(began, 8, 31)) - 4;
}

/** The day on which somebody turns `years`. Born on 29 February: on 1 March of other years. */
export function birthday(born: Day, years: number): Day {
  const same = addMonths(born, 12 * years);
  return partsOf(same).date === partsOf(born).date ? same : dayFrom(partsOf(same).year, 3, 1);
}
