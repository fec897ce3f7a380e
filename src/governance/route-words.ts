// Where an entry of the access log was made, in the words of the help pages.
import { topicOf } from './help/topics.ts';

/** "GET /children/:childId" is "Page: Case overview". What no help page knows, and commands, stay as they are. */
export function routeInWords(route: string): string {
  const [, method, pattern = ''] = /^(GET|POST) (\/\S*)$/.exec(route) ?? [];
  const page = pattern.replace(/\.(csv|ods|xlsx)$/, '');
  const topic = method === undefined ? null : topicOf(page);
  if (topic === null) return route;
  const isFile = page !== pattern || /\/file(\/|$)/.test(pattern);
  return `${isFile ? 'File' : method === 'POST' ? 'Form' : 'Page'}: ${topic.title}`;
}
