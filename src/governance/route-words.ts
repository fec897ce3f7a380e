// Where an entry of the access log was made, in the words of the help pages.
import { topicOf } from './help/topics.ts';

// Routes that are the beginning of no page's address, with a page of the help topic that tells of them.
const TOLD_OF_AT: Readonly<Record<string, string>> = {
  '/allocations': '/allocations/:allocation', '/calendar/:file': '/alerts/mail', '/invitation': '/invitation/:token', '/set-up': '/set-up/:token',
  '/sign-out': '/signed-out', '/trackers': '/trackers/new', '/views': '/views/:list',
};

/** "GET /children/:childId" is "Page: Case overview". What no help page knows, and commands, stay as they are. */
export function routeInWords(route: string): string {
  const [, method, pattern = ''] = /^(GET|POST) (\/\S*)$/.exec(route) ?? [];
  const page = pattern.replace(/\.(csv|ods|xlsx)$/, '');
  const topic = method === undefined ? null : topicOf(TOLD_OF_AT[page] ?? page);
  if (topic === null) return route;
  const isFile = page !== pattern || /\/file(\/|$)/.test(pattern);
  return `${isFile ? 'File' : method === 'POST' ? 'Form' : 'Page'}: ${topic.title}`;
}
