// Plans in force as at a day, and what they hold: SEN2 counting, section "Caseload on census day".
import { sql } from 'kysely';
import { needTypes } from '../../case-history/kinds/plan-and-review.ts';
import { type CodeList, CODES } from '../../exchange/sen2-codes.ts';
import { sexes } from '../filters.ts';
import { schoolYearAgeDay } from '../measure.ts';
import type { Categories, Parameters } from '../measure.ts';
import { measure, rowsQuery } from '../measure.sql.ts';
import type { Fragment, Measure, MeasureRows, RowParts } from '../measure.sql.ts';

/** The case text of a row of `plan`. */
export const planCase: Fragment = sql`'plan-' || plan_no`;

const inForce = 'Counted: plans that started on or before the day and had not ended before it; a plan that ends on the day itself still counts.';
const citation = 'SEN2, caseload on census day';

/** A condition on `plan`: in force as at the day, or perhaps so, its start not being recorded. */
export function perhapsInForce(p: Parameters): Fragment {
  return sql`(start_on <= ${p.asAt}::date or start_on is null) and (cease_on is null or cease_on >= ${p.asAt}::date)`;
}

/** Why a plan that is perhaps in force does not count. */
export const startUnknown = [sql`start_on is null`, 'Start day not recorded'] as const;

type Further = Partial<Pick<RowParts, 'numerator' | 'category' | 'from'>>;

function rows(p: Parameters, further: Further = {}): MeasureRows {
  return rowsQuery({
    from: sql`plan`, where: perhapsInForce(p), caseText: planCase, countedOn: sql`${p.asAt}::date`, planNo: sql`plan_no`,
    ageOn: sql`${schoolYearAgeDay(p.asAt)}::date`, excluded: [startUnknown], ...further,
  });
}

/** Categories that are the codes of a list of the return. */
function codes(title: string, name: CodeList): Categories {
  return { title, known: CODES[name].map(({ code }) => code), words: Object.fromEntries(CODES[name].map(({ code, label }) => [code, label])) };
}

type Words = Pick<Measure, 'id' | 'title' | 'rows'> & Partial<Measure>;

const stock = (words: Words, more = ''): Measure => measure({
  source: 'DfE', citation, basis: 'stock', rowIs: 'plan', dayIs: 'In force on', definition: `${inForce} ${more}`.trim(), ...words,
});

const first = (type: Fragment): Fragment => sql`(select ${type} from plan_need n
  where n.child_id = plan.child_id and n.plan_no = plan.plan_no and n.rank = '1' order by need_no limit 1)`;

const withChild = sql`plan join child using (child_id)`;

const byCategory: readonly Measure[] = [
  stock({
    id: 'caseload.by_primary_need', title: 'Plans in force by primary need', kind: 'count',
    categories: { title: 'Primary need', known: Object.keys(needTypes), words: needTypes }, rows: (p) => rows(p, { category: first(sql`need`) }),
  }, 'By the type of need ranked first.'),
  stock({
    id: 'caseload.by_sex', title: 'Plans in force by sex', kind: 'count', categories: { title: 'Sex', known: Object.keys(sexes), words: sexes },
    rows: (p) => rows(p, { from: withChild, category: sql`sex` }),
  }),
  stock({
    id: 'caseload.by_age', title: 'Plans in force by age', kind: 'count', categories: { title: 'Age', known: [] },
    rows: (p) => rows(p, { from: withChild, category: sql`case when birth_on is not null then greatest(0, date_part('year', age(${schoolYearAgeDay(p.asAt)}::timestamp, birth_on::timestamp))::int) end` }),
  }, 'By age on the 31 August before the day.'),
];

const budgets: readonly Measure[] = [
  stock({ id: 'budgets.personal_budget', title: 'Plans with a personal budget taken up', rows: (p) => rows(p, { numerator: sql`pb` }) }),
  stock({ id: 'budgets.organised', title: 'Plans with a personal budget by organised arrangements', rows: (p) => rows(p, { numerator: sql`oa` }) }),
  stock({
    id: 'budgets.direct_payment', title: 'Plans with direct payments', categories: codes('Direct payment', 'direct-payment'), kind: 'count',
    rows: (p) => rowsQuery({
      from: sql`plan`, where: sql`dp is not null and ${perhapsInForce(p)}`, caseText: planCase, countedOn: sql`${p.asAt}::date`,
      planNo: sql`plan_no`, ageOn: sql`${schoolYearAgeDay(p.asAt)}::date`, excluded: [startUnknown], category: sql`dp`,
    }),
  }, 'Only plans with a code for direct payments; there is no code for "none".'),
];

/** A condition on `placement`: begun and not ended as at the day. */
function attended(p: Parameters): Fragment {
  return sql`(entry_on <= ${p.asAt}::date or entry_on is null) and (leaving_on is null or leaving_on >= ${p.asAt}::date)`;
}

/** The placements as at the day, as a table: the child, and the number of the establishment, which is its URN or else its UKPRN. */
export function placesOn(p: Parameters): Fragment {
  return sql`(select child_id, coalesce(urn, ukprn) as establishment from placement join plan using (child_id, plan_no) where ${perhapsInForce(p)} and ${attended(p)})`;
}

function placed(p: Parameters, code: Fragment): MeasureRows {
  return rowsQuery({
    from: sql`(select child_id, plan_no, placement_no, entry_on, leaving_on, res, wbp from placement) a
      join (select child_id, plan_no, start_on, cease_on from plan) b using (child_id, plan_no)`,
    where: sql`${code} is not null and ${perhapsInForce(p)} and ${attended(p)}`,
    caseText: sql`'plan-' || plan_no || '/placement-' || placement_no`, countedOn: sql`${p.asAt}::date`, planNo: sql`plan_no`,
    ageOn: sql`${schoolYearAgeDay(p.asAt)}::date`, category: code,
    excluded: [startUnknown, [sql`entry_on is null`, 'First day of the placement not recorded']],
  });
}

const placements: readonly Measure[] = [
  stock({
    id: 'residential', title: 'Residential placements', kind: 'count', rowIs: 'placement', dayIs: 'Placed on', rows: (p) => placed(p, sql`res`),
    categories: codes('Weeks a year', 'residential'),
  }, 'Placements under those plans that had begun and not ended before the day, with a code for residential.'),
  stock({
    id: 'work_based', title: 'Work-based learning', kind: 'count', rowIs: 'placement', dayIs: 'Placed on', rows: (p) => placed(p, sql`wbp`),
    categories: codes('Kind of work-based learning', 'work-based'),
  }, 'Placements under those plans that had begun and not ended before the day, with a code for work-based learning.'),
];

export const caseloadMeasures: readonly Measure[] = [
  stock({ id: 'caseload.total', title: 'Plans in force', kind: 'count', rows: (p) => rows(p) }),
  ...byCategory,
  stock({ id: 'caseload.transferred_in', title: 'Plans that came from another authority', rows: (p) => rows(p, { numerator: sql`transferred_from is not null` }) }),
  ...budgets,
  ...placements,
];
