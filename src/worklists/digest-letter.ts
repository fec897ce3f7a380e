// The daily e-mail: how much there is to do, and where. Nothing in it is about a child.
import type { Day } from '../calendar/day.ts';
import type { AlertGroup } from './alerts.ts';

/** What the letter rests on. */
export interface Digest {
  readonly staffId: string;
  readonly to: string;
  readonly day: Day;
  readonly counts: Readonly<Record<AlertGroup, number>>;
  /** How many problems of files they were given and can still deal with. */
  readonly given: number;
  /** How many large downloads wait for their answer. */
  readonly downloads: number;
  /** The page on which they find it all, and chose the letter. */
  readonly page: { readonly name: string; readonly path: string };
  /** Where people reach the service; null where that is not known. */
  readonly origin: string | null;
}

const some = (count: number, what: string): string[] => (count === 0 ? [] : [`${count} ${what}`]);

/** The letter; null where nothing waits. Its identifier is the same for the same person and day. */
export function digestLetter({ staffId, to, day, counts, given, downloads, page, origin }: Digest): { to: string; subject: string; text: string; messageId: string } | null {
  const { overdue, today, week, later } = counts;
  const toDo = overdue + today + week + later + given + downloads;
  if (toDo === 0) return null;
  const things = `${toDo} thing${toDo === 1 ? '' : 's'} to do`;
  const parts = [...some(overdue, 'overdue'), ...some(today, 'due today'), ...some(week, 'due in the next 7 days'), ...some(later, 'due later'), ...some(given, `${given === 1 ? 'problem' : 'problems'} of files given to you`), ...some(downloads, `${downloads === 1 ? 'large download that waits' : 'large downloads that wait'} for an answer`)];
  return {
    to, subject: `Sightline: ${things}`, messageId: `digest.${day}.${staffId}@sightline.invalid`,
    text: `You have ${things} in Sightline: ${parts.join(', ')}.\n\n${origin === null ? 'Sign in as usual to see them.' : `Sign in to see them: ${origin}${page.path}`}\n\nYou get this message because you chose it under ${page.name}. You can stop it there.\n`,
  };
}
