import type { Database } from '../platform/database.ts';
import { dayText, numberText } from '../platform/layout/format.ts';
import { momentText } from '../platform/layout/moment.ts';
import { type Answer, NOT_FOUND, page, type Route } from '../platform/web-route.ts';
import { may } from '../staff/rights.ts';
import { changedAddress, changedRowsAddress, explainAddress, questionParts, reportAddress } from './figure-addresses.ts';
import type { Figure } from './figure.ts';
import { fixedReports, type ListedReport } from './fixed-report.sql.ts';
import { loweredWords } from './known-words.ts';
import { chosenFilters, type PageQuestion } from './page-question.ts';
import { type Choice, controlsOf } from './question-controls.ts';
import type { CompareReports, Comparing, Side } from './what-changed-reports.sql.ts';
import { changedQuery } from './what-changed-question.ts';
import { figureWords, periodWords, shownLines } from './what-changed-words.ts';

/** What one of the two reports says, for the table that lays them side by side. */
function sideModel({ about, known, fixed }: Side, figure: Figure | null): object {
  const { measure, window, parameters } = about;
  const excluded = figure === null ? [] : Object.entries(figure.excluded).sort(([, a], [, b]) => b - a);
  return {
    period: periodWords(window), asAt: dayText(parameters.asAt), knownAt: momentText(known.at), lowered: loweredWords(known),
    version: `Version ${fixed?.figure.measure.version ?? measure.version}`, figure: figure === null ? '' : figureWords(figure, measure.kind),
    leftOut: excluded.map(([because, count]) => `${numberText(count)}: ${because}`),
    fixed: fixed === null ? null : { code: fixed.code, title: fixed.title, href: reportAddress({ code: fixed.code }) },
  };
}

/** The counts between which the lines lie. */
function countsOf(figure: Figure | undefined): { numerator: number; denominator: number; leftOut: number } {
  const { numerator = 0, denominator = 0, excluded = {} } = figure ?? {};
  return { numerator, denominator, leftOut: Object.values(excluded).reduce((sum, count) => sum + count, 0) };
}

/** Fixed reports to choose instead of a period and a day. */
function reportChoices(reports: readonly ListedReport[], chosen: string | undefined): Choice[] {
  const none = { value: '', text: 'None: the period and day below', selected: chosen === undefined };
  return [none, ...reports.map(({ code, title, fixedAt }) => ({ value: code, text: `${code}, ${title}, ${momentText(fixedAt)}`, selected: code === chosen }))];
}

/** The question with the window that it takes, which is the usual one of the measure where none was asked for. */
function asTaken(question: PageQuestion, { about }: Side): PageQuestion {
  return { ...question, reading: { ...question.reading, window: about.window } };
}

function versionsOf({ before, after }: Comparing): [number, number] {
  const version = ({ about, fixed }: Side): number => fixed?.figure.measure.version ?? about.measure.version;
  return [version(before), version(after)];
}

function modelOf(comparing: Comparing, reports: readonly ListedReport[]): object {
  const { asked, before, after, changed, errors } = comparing;
  const { measure } = before.about;
  const place = { measure: measure.id };
  const lines = changed === null ? [] : shownLines(changed.changes, before.about.parameters.asAt, versionsOf(comparing));
  return {
    name: measure.title, rowIs: measure.rowIs, share: measure.kind === 'share', errors, action: changedAddress(place), explain: explainAddress(place, questionParts(asked.after.written)),
    sides: [sideModel(before, changed?.opening ?? null), sideModel(after, changed?.closing ?? null)], compared: changed !== null,
    opening: countsOf(changed?.opening), closing: countsOf(changed?.closing), all: changed?.changes.length ?? 0, allHref: changedRowsAddress(place, asked.carried),
    lines: lines.map((line) => ({ ...line, href: changedRowsAddress(place, { ...asked.carried, line: line.cause }) })),
    controls: { before: controlsOf(asTaken(asked.before, before), false), after: controlsOf(asTaken(asked.after, after), false) }, windowed: measure.windows.length > 0,
    choices: { before: reportChoices(reports, before.fixed?.code), after: reportChoices(reports, after.fixed?.code) },
    filters: after.about.filters.filter(({ key }) => asked.after.written[key] !== undefined).map(({ key, value }) => ({ name: key, value })),
    chosen: chosenFilters(asked.after, measure).map(({ words, without }) => ({ words, href: changedAddress(place, { ...asked.carried, ...without }) })), clear: changedAddress(place),
  };
}

/** What changed between two reports of one figure. */
export function whatChangedRoute(compare: CompareReports): Route {
  return page({
    address: changedAddress, who: may('see-figures'), query: changedQuery,
    answer: async ({ db, parts, query, now }): Promise<Answer> => {
      const comparing = await compare(db, parts.measure, query, now);
      if (comparing === null) return NOT_FOUND;
      const model = modelOf(comparing, await reportsOn(db, comparing));
      return { page: 'performance/what-changed.njk', shows: 'nobody', status: comparing.errors.length > 0 ? 400 : 200, model };
    },
  });
}

const reportsOn = (db: Database, { before }: Comparing): Promise<ListedReport[]> => fixedReports(db, before.about.measure.id);
