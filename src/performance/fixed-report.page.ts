// Reports that were fixed: the list of all, each as it was kept, and the rows behind its figures.
import { z } from 'zod';
import type { Database } from '../platform/database.ts';
import { dayText } from '../platform/layout/format.ts';
import { momentText } from '../platform/layout/moment.ts';
import { type Answer, NOT_FOUND, page, type Route } from '../platform/web-route.ts';
import { may } from '../staff/rights.ts';
import { changedAddress, questionParts, reportAddress, reportRowsAddress, reportsAddress } from './figure-addresses.ts';
import { filterWords } from './filters.ts';
import { type FixedFigure, readCode } from './fixed-report.ts';
import { fixedReports, type ListedReport, reopen, type Reopened } from './fixed-report.sql.ts';
import { categoryWords } from './measure.ts';
import { partsOf } from './rows-part.ts';
import { writtenOf } from './what-changed-reports.sql.ts';
import { figureWords, periodWords } from './what-changed-words.ts';

/** "Line of sight", or the one figure that it is of. */
const subjectOf = (figures: readonly FixedFigure[]): string => (figures.length > 1 ? `Line of sight, ${figures.length} figures` : figures[0]?.measure.title ?? '');

const list: Route = page({
  address: reportsAddress, who: may('see-figures'), query: z.object({ code: z.string().trim().max(40).optional().catch(undefined) }),
  answer: async ({ db, query }): Promise<Answer> => {
    const code = query.code ? readCode(query.code) : null;
    if (code !== null && (await reopen(db, code)) !== null) return { goTo: reportAddress({ code }) };
    const errors = query.code ? [{ field: 'code', message: `There is no report "${query.code}". A code looks like R-7KQ4-M2XD` }] : [];
    const rows = (await fixedReports(db, null)).map((report) => ({
      href: reportAddress(report), code: report.code, title: report.title, of: subjectOf(report.figures), when: momentText(report.fixedAt), by: report.fixer,
    }));
    const columns = [{ name: 'Code', key: 'code' }, { name: 'Title', key: 'title' }, { name: 'Of', key: 'of' }, { name: 'Fixed', key: 'when' }, { name: 'By', key: 'by' }];
    return { page: 'performance/fixed-reports.njk', shows: 'nobody', status: errors.length > 0 ? 404 : 200, model: { rows, columns, errors, typed: query.code, action: reportsAddress() } };
  },
});

function figureModel({ code }: Reopened, fixed: FixedFigure, place: number, others: readonly ListedReport[]): object {
  const { measure, figure } = fixed;
  const at = { code, place: String(place) };
  const since = changedAddress({ measure: measure.id }, { before: code, ...questionParts(writtenOf(fixed)) });
  return {
    title: measure.title, period: periodWords(fixed.window), value: figureWords(figure, measure.kind), version: measure.version, definition: measure.definition,
    parts: partsOf(figure, 'counted', measure).map(({ words, count, query }) => ({ words, count, href: reportRowsAddress(at, query) })),
    excluded: Object.entries(figure.excluded).sort(([, a], [, b]) => b - a).map(([because, count]) => ({ because, count })), since,
    others: others.filter((other) => other.code !== code && other.figures.some((one) => one.measure.id === measure.id)).map((other) => {
      const [before, after] = [code, other.code].map((one) => others.find((report) => report.code === one)).sort((a, b) => ((a?.knownAt ?? '') < (b?.knownAt ?? '') ? -1 : 1));
      return { code: other.code, title: other.title, href: changedAddress({ measure: measure.id }, { before: before?.code, after: after?.code }) };
    }),
  };
}

const show: Route = page({
  address: reportAddress, who: may('see-figures'),
  answer: async ({ db, parts }): Promise<Answer> => {
    const report = await named(db, parts.code);
    if (report === null) return NOT_FOUND;
    const others = await fixedReports(db, null);
    const [first] = report.figures;
    return {
      page: 'performance/fixed-report.njk', shows: 'nobody',
      model: {
        code: report.code, name: report.title, note: report.note, tampered: report.tampered, fixer: report.fixer, fixedAt: momentText(report.fixedAt), knownAt: momentText(report.knownAt),
        subject: subjectOf(report.figures), asAt: dayText(first?.parameters.asAt), reports: reportsAddress(),
        filters: (first?.filters ?? []).map((filter) => filterWords(filter, (value) => (first === undefined ? value : categoryWords(first.measure, value)))),
        figures: report.figures.map((fixed, at) => figureModel(report, fixed, at + 1, others)),
      },
    };
  },
});

async function named(db: Database, typed: string): Promise<Reopened | null> {
  const code = readCode(typed);
  return code === null ? null : reopen(db, code);
}

/** The list of fixed reports, and each of them. */
export const fixedReportRoutes: readonly Route[] = [list, show];
