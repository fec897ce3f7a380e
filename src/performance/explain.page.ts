import type { Database } from '../platform/database.ts';
import { dayText, numberText, percentText } from '../platform/layout/format.ts';
import { momentText } from '../platform/layout/moment.ts';
import { type Answer, NOT_FOUND, page, type Route } from '../platform/web-route.ts';
import { may } from '../staff/rights.ts';
import { explain, type Explanation } from './explain.ts';
import { changedAddress, explainAddress, lineOfSightAddress, newReportAddress, questionParts, reportsAddress, rowsAddress } from './figure-addresses.ts';
import { type Figure, percentage } from './figure.ts';
import { type FigureQuestion, figureQuestion, pairedWith } from './figure-question.sql.ts';
import { loweredWords } from './known-words.ts';
import { nameOnSight } from './line-of-sight.ts';
import { categoryWords } from './measure.ts';
import { type PageQuestion, pageQuestion, questionQuery } from './page-question.ts';
import { type Revision, revisionsOf } from './revised.sql.ts';
import { figureAsked, type SharedAnswers } from './shared-answers.sql.ts';
import type { Known } from './known.sql.ts';

/** A figure that must be read with another. */
interface Paired { readonly question: FigureQuestion; readonly figure: Figure }

interface Explained { readonly figure: Figure; readonly paired: readonly Paired[]; readonly known: Known; readonly revised: Revision | null }

interface Line { readonly key: { readonly text: string }; readonly value: { readonly text: string } }

const line = (key: string, text: string): Line => ({ key: { text: key }, value: { text } });

function askedLines(explanation: Explanation): Line[] {
  return [
    line('Period', explanation.period), line('As at', explanation.asAt), line('As known at', momentText(explanation.knownAt)),
    line('Definition', explanation.source),
    ...(explanation.filters.length > 0 ? [line('Only', explanation.filters.join('; '))] : []),
  ];
}

function categoriesOf({ measure }: FigureQuestion, { categories }: Figure, question: PageQuestion): object[] {
  return categories.map(({ category, numerator, denominator }) => ({
    name: categoryWords(measure, category), count: denominator,
    value: measure.kind === 'count' ? numberText(denominator) : `${percentText(numerator, denominator)} (${numberText(numerator)} of ${numberText(denominator)})`,
    href: rowsAddress({ measure: measure.id }, { ...questionParts({ ...question.written, category }), part: 'counted' }),
  }));
}

function workingOf({ question, figure: of }: Paired): string {
  if (question.measure.kind === 'count') return numberText(of.numerator);
  const share = percentage(of.numerator, of.denominator);
  return `${numberText(of.numerator)} of ${numberText(of.denominator)}${share === null || of.denominator < 10 ? '' : `, ${share.toFixed(1)}%`}`;
}

function modelOf(about: FigureQuestion, asked: PageQuestion, explained: Explained): object {
  const { measure, window, filters } = about;
  const explanation = explain(measure, explained.figure, { window, asAt: asked.reading.asAt, knownAt: explained.known.at, filters });
  const query = questionParts(asked.written);
  return {
    explanation, onSight: nameOnSight(measure.id), asked: askedLines(explanation), errors: asked.errors, sight: lineOfSightAddress(questionParts({ ...asked.written, category: undefined })),
    steps: explanation.steps.map((step) => ({ ...step, href: rowsAddress({ measure: measure.id }, { ...query, part: step.part, because: step.because }) })),
    categories: categoriesOf(about, explained.figure, asked), categoryTitle: measure.categories?.title ?? '',
    pairings: explained.paired.map((one) => ({ title: one.question.measure.title, working: workingOf(one), href: explainAddress({ measure: one.question.measure.id }, query) })),
    asAt: dayText(asked.reading.asAt), lowered: loweredWords(explained.known), revised: explained.revised, changed: changedAddress({ measure: measure.id }, query),
    fix: newReportAddress({ ...query, asAt: asked.reading.asAt, measure: measure.id }), reports: reportsAddress(),
  };
}

async function explained(db: Database, answers: SharedAnswers, { about, asked }: { about: FigureQuestion; asked: PageQuestion }): Promise<Explained> {
  const known = await answers.known(db, asked.knownAt);
  const figureOf = (question: FigureQuestion): Promise<Figure> => answers.answer(db, known, figureAsked(question));
  const paired = pairedWith(about, asked.reading).map(async (question): Promise<Paired> => ({ question, figure: await figureOf(question) }));
  const [figure, ...others] = await Promise.all([figureOf(about), ...paired] as const);
  const revised = (await revisionsOf(db, known, [{ question: about, figure }])).get(about.measure.id) ?? null;
  return { figure, paired: others, known, revised };
}

/** "Explain this number". */
export function explainRoutes(answers: SharedAnswers): Route[] {
  return [page({
    address: explainAddress, who: may('see-figures'), query: questionQuery,
    answer: async ({ db, viewer, parts, query, now }): Promise<Answer> => {
      const asked = pageQuestion(query, now);
      const about = figureQuestion(parts.measure, asked.reading);
      if (about === null) return NOT_FOUND;
      const model = { mayFix: viewer.rights.has('fix-reports'), ...modelOf(about, asked, await explained(db, answers, { about, asked })) };
      return { page: 'performance/explain.njk', shows: 'nobody', status: asked.errors.length > 0 ? 400 : 200, model };
    },
  })];
}
