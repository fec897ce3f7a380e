// The list of help. A page without a topic fails a test; name its address in the topic that it belongs to.
import { accountTopics } from './account-topics.ts';
import { administrationTopics } from './administration-topics.ts';
import { caseTopics } from './case-topics.ts';
import { figureTopics } from './figure-topics.ts';
import { fileTopics } from './file-topics.ts';
import type { HelpGroup, HelpTopic } from './topic.ts';
import { restrictionTopics } from './restriction-topics.ts';
import { workTopics } from './work-topics.ts';

/** All help, in the order in which it is listed. */
export const helpGroups: readonly HelpGroup[] = [workTopics, caseTopics, restrictionTopics, figureTopics, fileTopics, administrationTopics, accountTopics];

const topics = helpGroups.flatMap((group) => group.topics);
const byPage = new Map(topics.flatMap((topic) => topic.pages.map((pattern) => [pattern, topic] as const)));

/** The topic with this name; null where there is none. */
export function topicNamed(name: string): HelpTopic | null {
  return topics.find(({ topic }) => topic === name) ?? null;
}

/** The topic of the page with this pattern of address; of a form or file without a page, that of the page above it. */
export function topicOf(pattern: string): HelpTopic | null {
  const found = byPage.get(pattern);
  if (found !== undefined || !/^\/[^/]+\//.test(pattern)) return found ?? null;
  return topicOf(pattern.slice(0, pattern.lastIndexOf('/')));
}
