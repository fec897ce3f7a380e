// Tells open pages that something was recorded, so that they fetch their figures anew. What is told names nothing: a page
// asks again in the name of its viewer, and is answered as at any other time.
import { Readable } from 'node:stream';
import { milliseconds } from './clock.ts';
import type { Listening } from './database-listen.ts';
import { momentText } from './layout/moment.ts';
import type { Changes, SignIns } from './web-parts.ts';

/** What live pages need from outside. */
export interface LiveParts extends Changes {
  readonly standing: SignIns['standing'];
  readonly now: () => string;
}

interface Viewing {
  token: string;
  readonly staffId: string;
  readonly stream: Readable;
}

/** Pages that one person may have open; milliseconds between two tellings; between two looks at the sign-ins; looks to a sign of life. */
const [most, rest, turn, looks] = [8, 500, 1000, 10];

/** Milliseconds from telling one page to telling the next, and to telling the last: each then asks when it can be answered. */
const [apart, within] = [10, 250];

const event = (name: string, data = ''): string => `event: ${name}\ndata: ${data}\n\n`;

/** The live pages of one web process. It listens for as long as any page is open. */
export class LivePages {
  readonly #parts: LiveParts;
  readonly #open = new Set<Viewing>();
  #listening: Listening | null = null;
  #deaf = true;
  #toldAt = -rest;
  #telling: NodeJS.Timeout | null = null;
  #looking: NodeJS.Timeout | null = null;
  #looks = 0;

  constructor(parts: LiveParts) {
    this.#parts = parts;
  }

  /** A stream of events for one page; null where this person has as many open as one may. */
  open(viewer: { token: string; staffId: string }): Readable | null {
    if ([...this.#open].filter(({ staffId }) => staffId === viewer.staffId).length >= most) return null;
    const viewing = { ...viewer, stream: new Readable({ read: () => {} }) };
    viewing.stream.once('close', () => this.#open.delete(viewing));
    this.#open.add(viewing);
    // What was recorded between the page and its stream nobody has told it.
    this.#parts.changed();
    viewing.stream.push(event('changed'));
    if (this.#looking === null) this.#lookIn(0);
    return viewing.stream;
  }

  /** A sign-in goes on under another token, and so do its pages. */
  goOn(before: string, token: string): void {
    for (const viewing of this.#open) if (viewing.token === before) viewing.token = token;
  }

  /** Ends every stream, and what listens. Pages are not sent away: they open a stream again where the program comes back. */
  async stop(): Promise<void> {
    for (const { stream } of this.#open) stream.push(null);
    this.#open.clear();
    await this.#rest();
  }

  #end(viewing: Viewing): void {
    this.#open.delete(viewing);
    viewing.stream.push(event('ended'));
    viewing.stream.push(null);
  }

  #tell(text: string): void {
    for (const { stream } of this.#open) stream.push(text);
  }

  #tellInTurn(): void {
    const step = Math.min(apart, within / this.#open.size);
    [...this.#open].forEach((viewing, place) => setTimeout(() => {
      if (this.#open.has(viewing)) viewing.stream.push(event('changed'));
    }, place * step));
  }

  /** A change by itself is told at once, many at most twice a second: the last of them is then shown within one. */
  #heard(): void {
    if (this.#telling !== null) return;
    this.#telling = setTimeout(() => {
      this.#telling = null;
      this.#toldAt = milliseconds();
      this.#parts.changed();
      this.#tellInTurn();
    }, Math.max(0, this.#toldAt + rest - milliseconds()));
  }

  #lookIn(wait: number): void {
    this.#looking = setTimeout(() => {
      // Where the database cannot be asked no sign of life is sent: pages then say by themselves that they are behind.
      this.#look().catch(() => (this.#deaf = true)).finally(() => (this.#open.size > 0 ? this.#lookIn(turn) : void this.#rest()));
    }, wait);
  }

  async #look(): Promise<void> {
    const asked = [...this.#open].map((viewing) => ({ viewing, token: viewing.token }));
    const standing = await this.#parts.standing(asked.map(({ token }) => token), this.#parts.now());
    // A page that opened its stream meanwhile, or goes on under another token, was not asked about; one that left has no stream any more.
    asked.filter(({ viewing, token }) => this.#open.has(viewing) && viewing.token === token && !standing.has(token)).forEach(({ viewing }) => this.#end(viewing));
    this.#looks += 1;
    if (this.#deaf) await this.#listenAgain();
    if (this.#looks % looks !== 1) return;
    await this.#listening?.check();
    this.#tell(event('beat', momentText(this.#parts.now())));
  }

  async #listenAgain(): Promise<void> {
    await this.#listening?.stop().catch(() => {});
    this.#listening = null;
    this.#listening = await this.#parts.listen({ heard: () => this.#heard(), lost: () => (this.#deaf = true) });
    this.#deaf = false;
    this.#heard();
  }

  async #rest(): Promise<void> {
    for (const timer of [this.#looking, this.#telling]) clearTimeout(timer ?? undefined);
    [this.#looking, this.#telling] = [null, null];
    const last = this.#listening;
    [this.#listening, this.#deaf] = [null, true];
    await last?.stop().catch(() => {});
  }
}
