// What the Department for Education publishes of EHC plans in England, as an invented council is measured by it.
// Contains public sector information licensed under the Open Government Licence v3.0; see the file for its source.
import table from '../../reference/ehc-plans-england.json' with { type: 'json' };

type Counts = Readonly<Record<string, number>>;
type CountsByAge = Readonly<Record<string, Counts>>;

/** Counts of plans in force in January 2025, of new plans of 2024, and of what happened in 2024 and 2025. */
export const published = table;

const ages = (counts: Counts): number[] => Object.keys(counts).map(Number);

/** The row of a table by age that holds `age`: the oldest and the youngest stand for those beyond them. */
function forAge<Row>(rows: Readonly<Record<string, Row>>, age: number): Row {
  const known = Object.keys(rows).map(Number);
  return rows[String(Math.min(Math.max(age, Math.min(...known)), Math.max(...known)))] as Row;
}

/** Where children of an age with a plan in force are placed. */
export function placementsAt(age: number): Counts {
  return forAge(published.caseloadJanuary2025.placementByAge as CountsByAge, age);
}

/** Where children are placed whose plan began at an age. */
export function firstPlacementsAt(age: number): Counts {
  return forAge(published.newPlans2024.placementByAge as CountsByAge, age);
}

/** Primary needs of children of an age, in force or newly in force. */
export function needsAt(age: number, fresh: boolean): Counts {
  return forAge((fresh ? published.newPlans2024.needByAge : published.caseloadJanuary2025.needByAge) as CountsByAge, age);
}

/** Of children of an age with a plan, the share whose plan ends within a year, by reason (codes of the return). */
export function endingsAt(age: number): Counts {
  const held = endings.get(age) ?? workedOutEndings(age);
  endings.set(age, held);
  return held;
}

const endings = new Map<number, Counts>();

function workedOutEndings(age: number): Counts {
  const counted = forAge(published.ceased2024.byAgeAndReason as unknown as CountsByAge, age);
  const held: Counts = published.caseloadJanuary2025.byAge;
  const oldest = Math.max(...ages(published.ceased2024.byAgeAndReason as unknown as Counts));
  const among = age < oldest ? held[String(age)] ?? 1 : ages(held).filter((one) => one >= oldest).reduce((sum, one) => sum + (held[String(one)] ?? 0), 0);
  // Ages are published for the January after; the plans in force in the January before were fewer.
  const before = (among * published.trend.plans_january['2024']) / published.trend.plans_january['2025'];
  return Object.fromEntries(Object.entries(counted).map(([reason, count]) => [reason, count / before]));
}

/** What a table of years holds for a year; before the first and after the last it goes on as between the two outermost. */
export function inYear(of: 'plans_january' | 'requests', year: number): number {
  const trend: Counts = published.trend[of];
  const years = ages(trend);
  const [first, last] = [Math.min(...years), Math.max(...years)];
  if (year < first) return trend[String(first)] as number;
  if (year <= last) return trend[String(year)] as number;
  const yearly = (trend[String(last)] as number) - (trend[String(last - 1)] as number);
  return (trend[String(last)] as number) + yearly * (year - last);
}

/** Share of requests that are refused, by who asked; and how many each of them makes. */
export const requestsBySource: Readonly<Record<string, { readonly received: number; readonly agreed: number; readonly refused: number }>> = published.requests2025.bySource;
