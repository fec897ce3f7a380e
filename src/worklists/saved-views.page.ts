// The views that people keep: saving one, looking through them, taking one away, and with which a list opens.
import { z } from 'zod';
import { typedWords } from '../platform/shown-text.ts';
import { type Answer, NOT_FOUND, page, type PageRequest, post, type Route } from '../platform/web-route.ts';
import { may } from '../staff/rights.ts';
import { myWorkAddress, savedViewsAddress, teamCasesAddress } from './addresses.ts';
import { type ListQuestion, questionFromText, questionIn, questionParts } from './list-question.ts';
import { type ListName, savedQuestion } from './saved-view.ts';
import { keepView, openWith, removeView, savedViews } from './saved-view.sql.ts';

const who = may('record-events');
const lists = { mine: { title: 'My work', link: myWorkAddress }, team: { title: 'Cases of the team', link: teamCasesAddress } } as const;
const isList = (list: string): list is ListName => list === 'mine' || list === 'team';

const keeping = z.object({ name: typedWords('Enter a name for the view', 60, 'The name must be 60 characters or fewer'), shared: z.literal('yes').optional(), first: z.literal('yes').optional(), question: z.string().max(2000) });
const changing = z.object({ act: z.enum(['remove', 'open', 'all']), view: z.union([z.uuid(), z.literal('')]) });
const form = z.object({ ...keeping.partial().shape, ...changing.partial().shape });

type Request = PageRequest<'/views/:list', typeof who, object, z.infer<typeof form>>;

/** The pages of saved views. */
export const savedViewRoutes: readonly Route[] = [
  page({ address: savedViewsAddress, who, answer: ({ db, viewer, parts }) => (isList(parts.list) ? show({ db, viewer }, parts.list) : Promise.resolve(NOT_FOUND)) }),
  post({ address: savedViewsAddress, who, form, answer: receive }),
];

async function show({ db, viewer }: Pick<Request, 'db' | 'viewer'>, list: ListName, more: object = {}): Promise<Answer> {
  const views = await savedViews(db, viewer, list);
  const model = {
    list: lists[list].title, back: { href: lists[list].link({ view: 'all' }), text: lists[list].title }, action: savedViewsAddress({ list }), hasDefault: views.some((one) => one.isDefault),
    views: views.map((one) => {
      const question = savedQuestion(one);
      return { id: one.id, name: one.name, owner: one.ownerId === viewer.staffId ? 'You' : one.owner, own: one.ownerId === viewer.staffId, shared: one.shared, isDefault: one.isDefault, href: question === null ? null : lists[list].link(questionParts(question)) };
    }),
    ...more,
  };
  return { page: 'worklists/saved-views.njk', model, shows: 'nobody' };
}

async function receive(request: Request): Promise<Answer> {
  const { parts: { list }, form: { typed } } = request;
  if (!isList(list)) return NOT_FOUND;
  if (typed['act'] !== undefined) return change(request, list);
  const read = keeping.safeParse(typed);
  const asked = questionFromText(typed['question']);
  if (asked === null) return NOT_FOUND;
  const question = questionIn(asked);
  if (!read.success) {
    const errors = [{ field: 'name', message: read.error.issues[0]?.message ?? 'Enter a name for the view' }];
    return show(request, list, { errors, keep: { question: typed['question'], name: String(typed['name'] ?? '') } });
  }
  const { db, viewer, now } = request;
  const { name, shared, first } = read.data;
  await keepView(db, viewer, { list, name, shared: shared === 'yes', question: written(question), first: first === 'yes', now });
  return { goTo: lists[list].link(questionParts(question)), notice: `The view “${name}” is kept.` };
}

const written = (question: ListQuestion): Record<string, string> =>
  Object.fromEntries(Object.entries(questionParts(question)).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));

async function change({ db, viewer, form: { typed } }: Request, list: ListName): Promise<Answer> {
  const read = changing.safeParse(typed);
  if (!read.success) return NOT_FOUND;
  const { act, view } = read.data;
  const goTo = savedViewsAddress({ list });
  if (act === 'remove') return view !== '' && await removeView(db, viewer, view) ? { goTo, notice: 'The view is taken away.' } : NOT_FOUND;
  await openWith(db, viewer, list, act === 'open' && view !== '' ? view : null);
  return { goTo, notice: act === 'open' ? 'The list opens with this view from now on.' : 'The list opens with all cases from now on.' };
}
