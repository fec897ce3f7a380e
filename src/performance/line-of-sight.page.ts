import { dayOfInstant } from '../calendar/day.ts';
import { type ReturnsLoaded, returnsLoaded } from '../exchange/import-batch.sql.ts';
import { milliseconds } from '../platform/clock.ts';
import type { Database } from '../platform/database.ts';
import { type Answer, page, type Route } from '../platform/web-route.ts';
import { may } from '../staff/rights.ts';
import { filterSelects, type NamesOnRecord } from './filter-controls.ts';
import { sharedFor } from './figure-cache.ts';
import { lineOfSightAddress, newReportAddress, questionParts, reportsAddress } from './figure-addresses.ts';
import type { Figure } from './figure.ts';
import type { Known } from './known.sql.ts';
import { loweredWords } from './known-words.ts';
import { type Coverage, measuresOfSight, type Sighted, tiles } from './line-of-sight.ts';
import { charts, type MonthCounts, type Months } from './line-of-sight-charts.ts';
import { byMonth, comparisonOf, coverageOf } from './line-of-sight.sql.ts';
import { namesOnRecord } from './names-on-record.sql.ts';
import { chosenFilters, type PageQuestion, pageQuestion, questionQuery } from './page-question.ts';
import { parametersOf, type Reading } from './question.ts';
import { controlsOf } from './question-controls.ts';
import { revisionsOf } from './revised.sql.ts';
import { type Asked, figureAsked, type SharedAnswers } from './shared-answers.sql.ts';
import { windowAt, windowTitle } from './windows.ts';

type Ask = <Value>(asked: Asked<Value>) => Promise<Value>;

interface Sight {
  readonly figures: ReadonlyMap<string, Sighted>;
  readonly months: Months;
  readonly waiting: Figure;
}

/** How many months the charts cover. */
const chartMonths = 13;

async function figuresOf(ask: Ask, of: (typeof measuresOfSight)[number], reading: Reading): Promise<Sighted> {
  const { measure, window, now, earlier } = comparisonOf(of.id, reading, of.compared);
  const [figure, ...before] = await Promise.all([ask(figureAsked(now)), ...earlier.map(async (one) => ({ ...one, figure: await ask(figureAsked(one.question)) }))] as const);
  return { measure, window, now: figure, earlier: before };
}

async function monthsOf(ask: Ask, { asAt, filters }: Reading): Promise<Months> {
  const of = (id: string): Promise<MonthCounts[]> => ask({
    key: ['months', id, asAt, filters, chartMonths], work: (db) => byMonth(db, id, { asAt, filters }, chartMonths),
  });
  const [twenty, received, plans, decided, reviews] = await Promise.all([
    of('twenty_weeks.all.within'), of('requests.received'), of('new_plans'), of('six_weeks.decided.within'), of('review_decisions.within_4_weeks'),
  ]);
  return { twenty, received, plans, decided, reviews };
}

/** All that the page shows, asked for at once. */
async function sightOf(ask: Ask, reading: Reading): Promise<Sight> {
  const [months, waiting, ...figures] = await Promise.all([
    monthsOf(ask, reading), ask(figureAsked(comparisonOf('waiting.by_age', reading, false).now)), ...measuresOfSight.map((of) => figuresOf(ask, of, reading)),
  ] as const);
  return { months, waiting, figures: new Map(measuresOfSight.map(({ id }, i) => [id, figures[i] as Sighted])) };
}

type Query = Parameters<typeof pageQuestion>[0];

interface SightAsked extends Sight {
  readonly question: PageQuestion;
  readonly coverage: Coverage;
  readonly known: Known;
  readonly names: NamesOnRecord;
  /** No day was asked for, and the page opens as at the day on which the record ends. */
  readonly atEnd: boolean;
}

/** Without a day asked for the page stands as at today, or where nothing is on record after a census day, as at that day. */
function standingAt(query: Query, now: string, { endsOn }: Coverage): { question: PageQuestion; atEnd: boolean } {
  const today = pageQuestion(query, now);
  if (endsOn === null || (today.written.asAt ?? today.refused.asAt) !== undefined) return { question: today, atEnd: false };
  const then = pageQuestion({ ...query, asAt: endsOn }, now);
  // A window that begins after the record has ended was asked for by name: it is shown as it stands today.
  return then.errors.length > today.errors.length ? { question: today, atEnd: false } : { question: then, atEnd: true };
}

/** Without a window in the address the page shows the twelve whole months before: a month alone swings too much. */
function withWindow(question: PageQuestion): PageQuestion {
  const { reading } = question;
  return { ...question, reading: { ...reading, window: reading.window ?? windowAt('rolling-12-months', reading.asAt) } };
}

type ReadSight = (db: Database, query: Query, now: string) => Promise<SightAsked>;

function sightReader(answers: SharedAnswers): ReadSight {
  const returns = sharedFor<ReturnsLoaded>(1000, milliseconds);
  // What is offered to filter by may be a minute old: it costs as much as ten figures, and changes less than any.
  const offered = sharedFor<NamesOnRecord>(60_000, milliseconds);
  return async (db, query, now) => {
    const { knownAt, reading } = pageQuestion(query, now);
    const known = await answers.known(db, knownAt);
    const loaded = await returns(`${known.at} ${knownAt ?? ''}`, () => returnsLoaded(db, knownAt));
    const ask: Ask = (of) => answers.answer(db, known, of);
    const coverage = await ask({ key: ['coverage', reading.asAt, loaded], work: (on) => coverageOf(on, reading.asAt, loaded) });
    const { question: standing, atEnd } = standingAt(query, now, coverage);
    const question = withWindow(standing);
    const { asAt } = question.reading;
    const names = offered(`${knownAt ?? ''} ${asAt}`, () => ask({ key: ['names', asAt], work: (on) => namesOnRecord(on, asAt) }));
    const [sight] = await Promise.all([sightOf(ask, question.reading), names]);
    return { ...sight, figures: await withRevisions(db, known, sight.figures, question.reading), question, coverage, known, names: await names, atEnd };
  };
}

/** The figures, each with what it was when the same question was fixed last, where that is another. */
async function withRevisions(db: Database, known: Known, figures: Sight['figures'], { asAt, filters }: Reading): Promise<Sight['figures']> {
  const answered = [...figures.values()].map(({ measure, window, now }) => ({ question: { measure, window, parameters: parametersOf(window, asAt), filters }, figure: now }));
  const revised = await revisionsOf(db, known, answered);
  return new Map([...figures].map(([id, figure]) => [id, { ...figure, revised: revised.get(id) }]));
}

/** Where the record ends, with a link to the other of today and the day on which it ends. */
function coverageModel({ coverage: { years, endsOn }, question: { written }, atEnd }: SightAsked, now: string): object {
  const other = atEnd ? dayOfInstant(now) : endsOn;
  const window = written.window?.split(':')[0];
  return { years, endsOn, atEnd, other, otherHref: other === null ? null : lineOfSightAddress(questionParts({ ...written, asAt: other, window })) };
}

function modelOf(sighted: SightAsked, fields: ReadonlySet<string>, now: string): object {
  const { question, figures, months, waiting, coverage, known, names, atEnd } = sighted;
  const { reading, written, errors } = question;
  const window = reading.window ?? windowAt('rolling-12-months', reading.asAt);
  return {
    window: windowTitle(window), errors, knownAt: known.at, lowered: loweredWords(known), asAt: reading.asAt, past: question.knownAt !== undefined, live: question.knownAt === undefined && errors.length === 0,
    coverage: coverageModel(sighted, now), tiles: tiles(figures, { ...written, window: window.name }, coverage.from),
    charts: charts(months, waiting, { overdue: figures.get('open_overdue.final_plan')?.now, filtered: reading.filters.length > 0 }), controls: { ...controlsOf(question, atEnd), selects: filterSelects(written, names, fields) },
    chosen: chosenFilters(question).map(({ words, without }) => ({ words, href: lineOfSightAddress(questionParts(without)) })),
    clear: lineOfSightAddress(), fix: newReportAddress({ ...questionParts(written), window: window.name, asAt: reading.asAt }), reports: reportsAddress(), empty: figures.get('caseload.total')?.now.numerator === 0 && waiting.denominator === 0,
  };
}

/** The director's page. */
export function lineOfSightRoutes(answers: SharedAnswers): Route[] {
  const read = sightReader(answers);
  return [page({
    address: lineOfSightAddress, who: may('see-figures'), query: questionQuery,
    answer: async ({ db, viewer, query, now, site }): Promise<Answer> => {
      const sighted = await read(db, { ...query, category: undefined }, now);
      const model = { council: site.council, mayFix: viewer.rights.has('fix-reports'), mayLoad: viewer.rights.has('import-files'), ...modelOf(sighted, viewer.fields, now) };
      return { page: 'performance/line-of-sight.njk', shows: 'nobody', status: sighted.question.errors.length > 0 ? 400 : 200, model };
    },
  })];
}
