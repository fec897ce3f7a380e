// Fixing a report: one figure, or all of the line of sight, is kept as it stands under a short code.
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { parseInstant } from '../calendar/day.ts';
import type { Json } from '../case-history/entry.ts';
import type { Derive } from '../casework/derivation.ts';
import type { Database } from '../platform/database.ts';
import { dayText } from '../platform/layout/format.ts';
import { momentText } from '../platform/layout/moment.ts';
import { typedWords } from '../platform/shown-text.ts';
import { type Answer, NOT_FOUND, page, post, type Route } from '../platform/web-route.ts';
import { may } from '../staff/rights.ts';
import { explainAddress, lineOfSightAddress, newReportAddress, questionNames, questionParts, reportAddress } from './figure-addresses.ts';
import { type FigureQuestion, figureQuestion } from './figure-question.sql.ts';
import type { Figure } from './figure.ts';
import { fixReport } from './fixed-report.sql.ts';
import type { Known } from './known.sql.ts';
import { measuresOfSight } from './line-of-sight.ts';
import { chosenFilters, type PageQuestion, pageQuestion, questionQuery } from './page-question.ts';
import { figureAsked, type SharedAnswers } from './shared-answers.sql.ts';
import { figureWords, periodWords } from './what-changed-words.ts';
import { windowAt } from './windows.ts';

const who = may('fix-reports');
const measureName = z.string().trim().max(80).optional().catch(undefined);
const asked = questionQuery.extend({ measure: measureName });

type Asked = z.infer<typeof asked>;

const form = z.object({
  operation: z.uuid(), measure: z.string().max(80).optional(), seenAt: z.string().max(40),
  title: typedWords('Enter a title, such as the meeting or letter that it is for', 120, 'The title must be 120 characters or fewer'),
  note: z.string().trim().max(2000, 'The note must be 2,000 characters or fewer').transform((text) => text.replaceAll('\r\n', '\n')).default(''),
  ...Object.fromEntries(questionNames.map((name) => [name, z.string().max(80).optional()])),
}) as unknown as z.ZodType<Asked & { operation: string; seenAt: string; title: string; note: string }>;

/** The figures to be fixed: the measure named, or those of the line of sight. */
function questionsOf(measure: string | undefined, { reading }: PageQuestion): FigureQuestion[] {
  if (measure !== undefined) return [figureQuestion(measure, reading)].filter((question) => question !== null);
  const window = reading.window ?? windowAt('rolling-12-months', reading.asAt);
  return measuresOfSight.flatMap(({ id }) => figureQuestion(id, { ...reading, window }) ?? []);
}

interface Standing { readonly question: PageQuestion; readonly questions: readonly FigureQuestion[]; readonly known: Known; readonly figures: readonly Figure[] }

/** How the figures stand. `seenAt`: the instant as at which the form showed them, by the clock of the database, which may be ahead. */
async function standingNow(db: Database, answers: SharedAnswers, { measure, seenAt, ...query }: Asked & { seenAt?: string | undefined }, now: string): Promise<Standing | null> {
  const question = pageQuestion(query, now);
  const questions = questionsOf(measure, question);
  if (questions.length === 0) return null;
  const known = await answers.known(db, parseInstant(seenAt ?? '') ?? question.knownAt);
  return { question, questions, known, figures: await Promise.all(questions.map((one) => answers.answer(db, known, figureAsked(one)))) };
}

interface Shown { readonly errors: readonly { field: string; message: string }[]; readonly title: string; readonly note: string; readonly operation: string }

function modelOf({ question, questions, known, figures }: Standing, measure: string | undefined, shown: Shown): object {
  const [first] = questions;
  const { written, reading } = question;
  // What is seen here is what is fixed, whatever is recorded whilst the title is typed.
  const boxes = { ...questionParts({ ...written, asAt: reading.asAt, knownAt: undefined, window: first?.window?.name ?? written.window }), seenAt: known.at, ...(measure === undefined ? {} : { measure }) };
  return {
    errors: shown.errors, typedTitle: shown.title, note: shown.note, what: measure === undefined ? 'Line of sight' : first?.measure.title, boxes: Object.entries({ ...boxes, operation: shown.operation }).map(([name, value]) => ({ name, value })),
    figures: questions.map(({ measure: { title, kind }, window }, at) => (
      { title, value: figureWords(figures[at] ?? { numerator: 0, denominator: 0 }, kind), period: periodWords(window) })),
    asAt: dayText(reading.asAt), knownAt: momentText(known.at), filters: chosenFilters(question, first?.measure).map(({ words }) => words), action: newReportAddress(),
    back: measure === undefined ? lineOfSightAddress(questionParts(written)) : explainAddress({ measure }, questionParts(written)),
  };
}

/** The page that asks for a title, and the form that fixes the report. */
export function newReportRoutes(answers: SharedAnswers, derive: () => Derive): Route[] {
  return [
    page({
      address: newReportAddress, who, query: asked,
      answer: async ({ db, query, now }): Promise<Answer> => {
        const standing = await standingNow(db, answers, query, now);
        if (standing === null) return NOT_FOUND;
        const { errors } = standing.question;
        const model = modelOf(standing, query.measure, { errors, title: '', note: '', operation: randomUUID() });
        return { page: 'performance/new-report.njk', shows: 'nobody', status: errors.length > 0 ? 400 : 200, model };
      },
    }),
    post({
      address: newReportAddress, who, form,
      answer: async ({ db, viewer, form: reading, now }): Promise<Answer> => {
        const { title = '', note = '', operation = '', seenAt, ...query } = (reading.ok ? reading.values : reading.typed) as Partial<Record<string, string>>;
        const standing = await standingNow(db, answers, { ...asked.parse(query), seenAt }, now);
        if (standing === null) return NOT_FOUND;
        const again = (errors: Shown['errors']): Answer =>
          ({ page: 'performance/new-report.njk', shows: 'nobody', status: 422, model: modelOf(standing, query['measure'], { errors, title, note, operation: operation || randomUUID() }) });
        const errors = [...reading.errors, ...standing.question.errors];
        if (errors.length > 0) return again(errors);
        const content = { title, note, seenAt, ...query } as Json;
        const fixed = await fixReport(db, derive(), { id: operation, recordedBy: viewer.staffId, content }, { title, note, knownAt: standing.known.at, questions: standing.questions });
        if ('reused' in fixed) return again([{ field: 'title', message: 'This form was sent before with another title. Open it again to fix another report' }]);
        return { goTo: reportAddress(fixed.done), notice: `The report is fixed as ${fixed.done.code}.` };
      },
    }),
  ];
}
