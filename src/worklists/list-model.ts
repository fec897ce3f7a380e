// What the page of a list prints, and what its file holds.
import type { Day } from '../calendar/day.ts';
import { dayText, numberText } from '../platform/layout/format.ts';
import { fileLinks, type ListFile, rowsOf } from '../platform/layout/list-formats.ts';
import type { Paging } from '../platform/layout/paging.ts';
import type { QueryParts } from '../platform/web-address.ts';
import { savedViewsAddress } from './addresses.ts';
import { columnsOf, lineOf } from './case-columns.ts';
import { chosenIn, filterControls, type ListLink, sizesOf, sortedColumns } from './list-controls.ts';
import { type ListQuestion, plainQuestion, questionParts } from './list-question.ts';
import type { ListedCase } from './listed-case.ts';
import type { ListPlace } from './list-place.ts';
import { type SavedView, savedQuestion } from './saved-view.ts';
import { systemViews, type SystemViewId, viewsOf } from './views.ts';

/** A list as asked and found. */
export interface FoundList {
  readonly place: ListPlace;
  readonly question: ListQuestion;
  readonly today: Day;
  readonly rows: readonly ListedCase[];
  /** How many the question asks for, how many of them there would be without its search, and how many each view and each saved view holds. */
  readonly total: number;
  readonly unsearched: number;
  readonly views: Readonly<Record<SystemViewId, number>>;
  readonly saved: readonly (SavedView & { readonly count: number })[];
  readonly pages: Paging;
}

/** Makes the addresses of a list. */
export function linkOf(place: ListPlace): ListLink {
  return (question, other = {}) => place.page({ ...place.fixed, ...questionParts(question), ...other });
}

/** The question as JSON text, for a form to send back. */
export function questionText(question: ListQuestion): string {
  return JSON.stringify(questionParts(question));
}

/** The model of the page. */
export function listModel(found: FoundList): object {
  const { place, question, today, rows, total, unsearched, views, saved, pages } = found;
  const link = linkOf(place);
  return {
    heading: place.title, view: systemViews[question.view], mine: place.scope.kind === 'mine', total, unsearched, search: question.search, page: pages.page, pagination: pages.pagination,
    views: viewsOf(place.scope).map((id) => ({ text: systemViews[id].title, count: views[id], href: link(plainQuestion(id, question.size)), current: id === question.view })),
    saved: saved.flatMap((one) => savedLine(one, link)), savedHref: savedViewsAddress({ list: place.list }),
    keep: { action: savedViewsAddress({ list: place.list }), question: questionText(question) },
    lines: rows.map((row) => lineOf(row, today)), columns: sortedColumns(question, link),
    attention: question.sort === 'attention' ? null : link({ ...question, sort: 'attention', order: 'asc' }), ...controlsModel(place, question, link),
  };
}

function controlsModel(place: ListPlace, question: ListQuestion, link: ListLink): object {
  const parts: QueryParts = { ...place.fixed, ...questionParts(question) };
  const kept = { ...place.fixed, view: question.view, sort: parts['sort'], order: parts['order'], size: parts['size'] };
  return {
    chosen: chosenIn(question, place.caseworkers, link), clear: link({ ...question, filters: {}, caseworker: null }), here: link(question),
    controls: filterControls(question, place.caseworkers), action: place.page({}), sizes: sizesOf(question, link),
    hidden: Object.entries(kept).flatMap(([name, value]) => (value === undefined ? [] : [{ name, value }])),
    files: fileLinks((format) => place.file(format, parts)),
  };
}

function savedLine(one: SavedView & { count: number }, link: ListLink): object[] {
  const question = savedQuestion(one);
  return question === null ? [] : [{ text: one.name, count: one.count, href: link(question), by: one.shared ? one.owner : null }];
}

/** The list as a table for a file: what it is, then the columns and rows of the page. */
export function listFile({ place, question, today, rows }: Pick<FoundList, 'place' | 'question' | 'today' | 'rows'>): ListFile {
  const columns = columnsOf(place.scope);
  const { title, meaning } = systemViews[question.view];
  const chosen = chosenIn(question, place.caseworkers, () => '').map(({ words }) => words);
  return {
    about: [['List', place.title], ['Which cases', `${title}. ${meaning}`], ['Filters', chosen.join('; ') || 'None'], ['As at', dayText(today)], ['Rows', numberText(rows.length)]],
    columns: columns.map(({ name }) => name), rows: rowsOf(rows, (row) => {
      const line = lineOf(row, today);
      return columns.map(({ text }) => text(line));
    }),
  };
}
