import { ownDerive } from '../casework/own-derive.file.ts';
import { knownAt as instantKnown, stateAt, withKnownAt } from '../casework/known-at.sql.ts';
import { returnsLoaded } from '../exchange/import-batch.sql.ts';
import { milliseconds } from '../platform/clock.ts';
import type { Database } from '../platform/database.ts';
import { type Answer, page, type Route } from '../platform/web-route.ts';
import { may } from '../staff/rights.ts';
import { sharedForASecond, sharedForGood } from './figure-cache.ts';
import { lineOfSightAddress, questionParts } from './figure-addresses.ts';
import type { Figure } from './figure.ts';
import { charts, type Compared, type Coverage, measuresOfSight, type Months, tiles } from './line-of-sight.ts';
import { byMonth, compared, coverageOf } from './line-of-sight.sql.ts';
import { chosenFilters, type PageQuestion, pageQuestion, questionQuery } from './page-question.ts';
import type { Reading } from './question.ts';
import { controlsOf } from './question-controls.ts';
import { windowAt, windowTitle } from './windows.ts';

interface Sight {
  readonly figures: ReadonlyMap<string, Compared>;
  readonly months: Months;
  readonly waiting: Figure;
  readonly coverage: Coverage;
}

interface Known { readonly at: string; readonly state: string }

/** How many months the charts cover. */
const chartMonths = 13;

type ReadSight = (db: Database, question: PageQuestion) => Promise<Sight & { knownAt: string }>;

/**
 * Reads what is shown, and the instant as at which it is known. While nothing is recorded, what is shown stays the same:
 * it is shared between the viewers of one application, whose record is one.
 */
function sightReader(): ReadSight {
  const states = sharedForASecond<Known>(milliseconds);
  const sights = sharedForGood<Sight>(50);
  return async (db, { written, reading, knownAt }) => {
    const { at, state } = await states(knownAt ?? '', async () => {
      const instant = await instantKnown(db, knownAt);
      return { at: instant, state: JSON.stringify([await stateAt(db, instant), await returnsLoaded(db, knownAt)]) };
    });
    const sight = await sights(JSON.stringify([{ ...written, knownAt: undefined }, reading.asAt, state]), () =>
      withKnownAt(db, ownDerive(), { knownAt: at }, async (known) => ({
        figures: await figuresOf(known, reading), months: await monthsOf(known, reading), waiting: (await compared(known, 'waiting.by_age', reading)).now,
        coverage: await coverageOf(known, reading.asAt, knownAt),
      })));
    return { ...sight, knownAt: at };
  };
}

async function figuresOf(db: Database, reading: Reading): Promise<Map<string, Compared>> {
  const figures = new Map<string, Compared>();
  for (const id of measuresOfSight) figures.set(id, await compared(db, id, reading));
  return figures;
}

async function monthsOf(db: Database, reading: Reading): Promise<Months> {
  return {
    twenty: await byMonth(db, 'twenty_weeks.all.within', reading, chartMonths),
    received: await byMonth(db, 'requests.received', reading, chartMonths),
    plans: await byMonth(db, 'new_plans', reading, chartMonths),
    decided: await byMonth(db, 'six_weeks.decided.within', reading, chartMonths),
    reviews: await byMonth(db, 'review_decisions.within_4_weeks', reading, chartMonths),
  };
}

/** Without a window in the address the page shows the twelve whole months before: a month alone swings too much. */
function asked(query: Parameters<typeof pageQuestion>[0], now: string): PageQuestion {
  const question = pageQuestion({ ...query, category: undefined }, now);
  const { reading } = question;
  return { ...question, reading: { ...reading, window: reading.window ?? windowAt('rolling-12-months', reading.asAt) } };
}

function coverageModel({ years, endsOn }: Coverage, { written }: PageQuestion): object {
  return { years, endsOn, then: endsOn === null ? null : lineOfSightAddress(questionParts({ ...written, asAt: endsOn, window: written.window?.split(':')[0] })) };
}

const show = (sightOf: ReadSight): Route => page({
  address: lineOfSightAddress, who: may('see-figures'), query: questionQuery,
  answer: async ({ db, viewer, query, now, site }): Promise<Answer> => {
    const question = asked(query, now);
    const sight = await sightOf(db, question);
    const withWindow = { ...question.written, window: question.reading.window?.name };
    return {
      page: 'performance/line-of-sight.njk', shows: 'nobody', status: question.errors.length > 0 ? 400 : 200,
      model: {
        council: site.council, window: windowTitle(question.reading.window ?? windowAt('rolling-12-months', question.reading.asAt)), errors: question.errors, knownAt: sight.knownAt, asAt: question.reading.asAt, past: question.knownAt !== undefined,
        coverage: coverageModel(sight.coverage, question), tiles: tiles(sight.figures, withWindow, sight.coverage.from), charts: charts(sight.months, sight.waiting), controls: controlsOf(question),
        chosen: chosenFilters(question).map(({ words, without }) => ({ words, href: lineOfSightAddress(questionParts(without)) })),
        clear: lineOfSightAddress(), mayLoad: viewer.rights.has('import-files'), empty: sight.figures.get('caseload.total')?.now.numerator === 0 && sight.waiting.denominator === 0,
      },
    };
  },
});

/** The director's page. */
export function lineOfSightRoutes(): Route[] {
  return [show(sightReader())];
}
