// The layout of the SEN2 person level return of one collection year: its modules, what each holds in the order of the
// file, and where its tables stand in the data entry template and the COLLECT export. Readers, writer and validation
// are all driven by it. To add a year: its census day here, and `from`/`to` on the items and codes that change.
import { day } from '../calendar/day.ts';
import type { Day } from '../calendar/day.ts';
import { existsIn } from './sen2-codes.ts';
import { ITEMS } from './sen2-items.ts';
import type { ByYear, ItemSpec, ModuleName, Need } from './sen2-item.ts';

/** An item as it stands in the layout of one year. */
export interface Item extends Omit<ItemSpec, 'number' | 'need'> {
  number: string;
  need: Need;
}

/** A module inside a module: `field` of the record, at most `atMost` of them (one: not a list). */
export interface Part {
  module: Exclude<ModuleName, 'Header'>;
  field: string;
  atMost: number;
}

export interface Module {
  name: ModuleName;
  /** Items and modules in the order of the file. */
  contents: (Item | Part)[];
}

export interface Layout {
  year: number;
  censusDay: Day;
  modules: Record<ModuleName, Module>;
}

/** Census days (the reference date): third Thursday of January so far, held as data. */
export const CENSUS_DAYS: Record<number, Day> = {
  2023: day('2023-01-19'), 2024: day('2024-01-18'), 2025: day('2025-01-16'), 2026: day('2026-01-15'), 2027: day('2027-01-21'),
};

/** Collection years with a layout. */
export const SUPPORTED_YEARS = [2023, 2024, 2025, 2026];

/** Title of each table in the "Data Entry Template" sheet, sheet names of the pre-submission workbook, COLLECT file names. */
export const TABLES: Record<ModuleName, { title: string; sheet: string; file: string }> = {
  Header: { title: 'Header Record', sheet: 'Header', file: 'sen2' },
  Person: { title: 'Person Record', sheet: 'Person', file: 'person' },
  Requests: { title: 'Requests Records', sheet: 'Requests', file: 'requests' },
  Assessment: { title: 'Assessments Records', sheet: 'Assessments', file: 'assessment' },
  NamedPlan: { title: 'Named Plan Records', sheet: 'Named Plan', file: 'namedplan' },
  PlanDetail: { title: 'Plan Detail Records', sheet: 'Plan Detail', file: 'plandetail' },
  ActivePlans: { title: 'Active Plan Records', sheet: 'Active Plan', file: 'activeplans' },
  PlacementDetail: { title: 'Placement Detail Records', sheet: 'Placement Detail', file: 'placementdetail' },
  SENneed: { title: 'SEN Need Records', sheet: 'SEN Need', file: 'senneed' },
};

/** The modules inside each module, and how many there may be. */
export const PARTS: Partial<Record<ModuleName, Part[]>> = {
  Person: [{ module: 'Requests', field: 'requests', atMost: Infinity }],
  Requests: [
    { module: 'Assessment', field: 'assessment', atMost: 1 },
    { module: 'ActivePlans', field: 'activePlan', atMost: 1 },
  ],
  Assessment: [{ module: 'NamedPlan', field: 'namedPlan', atMost: 1 }],
  NamedPlan: [{ module: 'PlanDetail', field: 'planDetails', atMost: 2 }],
  ActivePlans: [
    { module: 'PlacementDetail', field: 'placements', atMost: Infinity },
    { module: 'SENneed', field: 'needs', atMost: 2 },
  ],
};

/** Where the order of a module's contents is not "items, then modules". A name that a year does not have is passed over. */
const ORDERS: Partial<Record<ModuleName, Record<number, string>>> = {
  NamedPlan: { 2023: 'StartDate PlanDetail PlanRes PlanWBP PB OA DP CeaseDate CeaseReason' },
  ActivePlans: {
    2023: 'TransferLA PlacementDetail Res WBP SENneed LastReview',
    2024: 'TransferLA PlacementDetail SENneed ReviewMeeting ReviewOutcome LastReview',
    2025: 'TransferLA PlacementDetail SENneed ReviewMeeting LastReview ReviewOutcome ReviewDraft PhaseTransferDueDate PhaseTransferFinalDate',
    2026: 'TransferLA PlacementDetail SENneed ReviewMeeting ReviewOutcome ReviewDraft PhaseTransferDueDate PhaseTransferFinalDate LastReview',
  },
};

function inYear<T extends string>(value: ByYear<T>, year: number): T {
  if (typeof value === 'string') return value;
  const years = Object.keys(value).map(Number).filter((from) => from <= year);
  return value[Math.max(...years)] as T;
}

const isPart = (content: Item | Part): content is Part => 'module' in content;
const nameOf = (content: Item | Part): string => (isPart(content) ? content.module : content.element);

function moduleIn(name: ModuleName, year: number): Module {
  const items = ITEMS[name].filter((spec) => existsIn(spec, year))
    .map((spec) => ({ ...spec, number: inYear(spec.number, year), need: inYear(spec.need, year) }));
  const contents: (Item | Part)[] = [...items, ...(PARTS[name] ?? [])];
  const orders = ORDERS[name];
  if (orders === undefined) return { name, contents };
  const order = inYear(orders, year).split(' ');
  return { name, contents: contents.sort((a, b) => order.indexOf(nameOf(a)) - order.indexOf(nameOf(b))) };
}

function build(year: number): Layout {
  const names = Object.keys(ITEMS) as ModuleName[];
  const modules = Object.fromEntries(names.map((name) => [name, moduleIn(name, year)])) as Record<ModuleName, Module>;
  return { year, censusDay: CENSUS_DAYS[year] as Day, modules };
}

const layouts = new Map(SUPPORTED_YEARS.map((year) => [year, build(year)]));

/** The layout of a collection year, or null where the year is not supported. */
export function layoutOf(year: number): Layout | null {
  return layouts.get(year) ?? null;
}

/** The items of a module in a year's layout, without the modules inside it. */
export function itemsOf(module: Module): Item[] {
  return module.contents.filter((content) => !isPart(content)) as Item[];
}
