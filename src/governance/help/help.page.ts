// Help: about each kind of page, the words that pages use, and the short guides that pages offer at first use.
import { z } from 'zod';
import type { Database } from '../../platform/database.ts';
import { shownText, typedWords } from '../../platform/shown-text.ts';
import { address } from '../../platform/web-address.ts';
import { safeNext } from '../../platform/web-guard.ts';
import type { HelpParts } from '../../platform/web-parts.ts';
import { type Answer, NOT_FOUND, page, type PageRequest, post, type Route } from '../../platform/web-route.ts';
import { findHelp, type HelpText } from './find-help.ts';
import { anchorOf } from './glossary.ts';
import { glossary } from './glossary.file.ts';
import { hideGuide, isGuideHidden, showGuide } from './guide.sql.ts';
import { helpGroups, topicNamed, topicOf } from './topics.ts';

const helpAddress = address('/help');
const glossaryAddress = address('/help/glossary');
const topicAddress = address('/help/:topic');
const guideAddress = address('/help/:topic/guide');

const guideForm = z.object({ act: z.enum(['hide', 'show']), page: z.string().max(4000).optional() });

/** What is typed is posted: a name typed here by mistake stands in no address (SEC-73). */
const search = z.object({ search: typedWords('Enter what you look for', 200, 'Enter 200 characters or fewer') });
const MOST_FOUND = 15;

/** The pages of help, for anyone to read, and hiding a guide. */
export const helpRoutes: readonly Route[] = [
  page({ address: helpAddress, who: 'anyone', answer: listTopics }),
  post({ address: helpAddress, who: 'anyone', form: search, answer: find }),
  page({ address: glossaryAddress, who: 'anyone', answer: async () => ({ page: 'governance/help/glossary.njk', model: { sections: await glossary(), help: helpAddress() }, shows: 'nobody' }) }),
  page({ address: topicAddress, who: 'anyone', answer: showTopic }),
  post({ address: guideAddress, who: 'signed-in', form: guideForm, answer: turnGuide }),
];

/** Help as the frame of every page offers it. */
export function helpParts(db: Database): HelpParts {
  return {
    link: (pattern) => linkTo(topicOf(pattern)?.topic),
    guide: async (viewer, pattern) => {
      const topic = topicOf(pattern);
      if (topic === null || topic.steps.length === 0 || await isGuideHidden(db, viewer, topic.topic)) return null;
      return { what: topic.what, steps: topic.steps, action: guideAddress({ topic: topic.topic }) };
    },
  };
}

function linkTo(topic: string | undefined): string {
  return topic === undefined || topic === 'notes' ? helpAddress() : topicAddress({ topic });
}

async function listTopics(): Promise<Answer> {
  return { page: 'governance/help/help.njk', model: { ...listed(), search: '', found: null }, shows: 'nobody' };
}

function listed(): object {
  const groups = helpGroups.map(({ title, topics }) => ({ title, topics: topics.map((one) => ({ text: one.title, href: topicAddress({ topic: one.topic }) })) }));
  return { groups, action: helpAddress(), glossary: glossaryAddress() };
}

async function find({ form }: PageRequest<'/help', 'anyone', object, z.infer<typeof search>>): Promise<Answer> {
  const typed = form.ok ? form.values.search : shownText(String(form.typed['search'] ?? ''));
  const { found, meant } = form.ok ? findHelp(await helpTexts(), typed, MOST_FOUND) : { found: null, meant: null };
  return { page: 'governance/help/help.njk', model: { ...listed(), search: typed, found, meant, ...(form.ok ? {} : { errors: form.errors }) }, shows: 'nobody' };
}

async function helpTexts(): Promise<HelpText[]> {
  const pages = helpGroups.flatMap(({ title: part, topics }) => topics.map(({ topic, title, what, steps, notes }) => ({ title, href: topicAddress({ topic }), what, more: [...steps, ...notes, part], part })));
  const words = (await glossary()).flatMap((section) => section.words.map(({ word, means, anchor }) => ({ title: word, href: `${glossaryAddress()}#${anchor}`, what: means, more: [], part: 'Glossary' })));
  return [...pages, ...words];
}

async function showTopic({ db, viewer, parts }: PageRequest<'/help/:topic', 'anyone', object, never>): Promise<Answer> {
  const topic = topicNamed(parts.topic);
  if (topic === null) return NOT_FOUND;
  const hidden = viewer !== null && topic.steps.length > 0 && await isGuideHidden(db, viewer, topic.topic);
  const words = topic.words.map((word) => ({ word, href: `${glossaryAddress()}#${anchorOf(word)}` }));
  return { page: 'governance/help/topic.njk', model: { topic, words, hidden, action: guideAddress(parts), all: helpAddress() }, shows: 'nobody' };
}

async function turnGuide({ db, viewer, parts, form }: PageRequest<'/help/:topic/guide', 'signed-in', object, z.infer<typeof guideForm>>): Promise<Answer> {
  const topic = topicNamed(parts.topic);
  if (topic === null || !form.ok) return NOT_FOUND;
  const goTo = safeNext(form.values.page, topicAddress(parts));
  if (form.values.act === 'show') {
    await showGuide(db, viewer, topic.topic);
    return { goTo, notice: 'The guide is at the top of the page again.' };
  }
  await hideGuide(db, viewer, topic.topic);
  return { goTo, notice: 'The guide is hidden. “Help” at the foot of the page still has it.' };
}
