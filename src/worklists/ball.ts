// Who has to act next in a case of a list: those outside who are awaited, else the authority itself.
import { adviceBodies } from '../case-history/kinds/assessment.ts';

/** Kinds of people who may have the ball. */
export const balls = { us: 'The authority', family: 'The family', adviser: 'An adviser', setting: 'A setting', mediator: 'The mediation adviser', tribunal: 'The Tribunal' } as const;

export type Ball = keyof typeof balls;

/** What is open in a case, as far as somebody outside is awaited. */
export interface Awaited {
  /** The family's days for views on a draft or on amendments run. */
  readonly views: boolean;
  /** Bodies asked for advice in the open assessment that have not sent it. */
  readonly bodies: readonly string[];
  /** Settings consulted that have not replied. */
  readonly settings: number;
  /** A mediation adviser owes the certificate. */
  readonly mediator: boolean;
  /** An appeal is lodged, and neither decided, agreed nor withdrawn. */
  readonly appeal: boolean;
}

/** Who has the ball: everybody outside who is awaited; the authority where nobody is. */
export function ballOf({ views, bodies, settings, mediator, appeal }: Awaited): Ball[] {
  const found: (Ball | false)[] = [views && 'family', bodies.length > 0 && 'adviser', settings > 0 && 'setting', mediator && 'mediator', appeal && 'tribunal'];
  const others = found.filter((one) => one !== false);
  return others.length > 0 ? others : ['us'];
}

/** The same in a few words: "The family; Health and Social care; a setting". */
export function ballInWords(awaited: Awaited): string {
  const words = ballOf(awaited).map((ball) => (ball === 'adviser' ? bodiesInWords(awaited.bodies) : ball === 'setting' && awaited.settings > 1 ? `${awaited.settings} settings` : balls[ball]));
  return words.map((word, i) => (i === 0 ? word : word.replace(/^(The|An|A) /, (article) => article.toLowerCase()))).join('; ');
}

function bodiesInWords(bodies: readonly string[]): string {
  const names = bodies.map((body) => (adviceBodies as Readonly<Record<string, string>>)[body] ?? 'An adviser');
  return names.length > 2 ? `${names.length} advisers` : names.join(' and ');
}
