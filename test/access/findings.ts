// What a test found wrong, in few lines: one for each thing and place, with whom and how often.

/** Things found wrong, put together. */
export class Findings {
  readonly #found = new Map<string, Map<string, number>>();

  add(what: string, whose: string): void {
    const of = this.#found.get(what) ?? new Map<string, number>();
    this.#found.set(what, of.set(whose, (of.get(whose) ?? 0) + 1));
  }

  /** A line for each. */
  lines(): string[] {
    return [...this.#found].map(([what, of]) => `${what}: ${[...of].map(([whose, times]) => (times === 1 ? whose : `${whose} (${times})`)).join(', ')}`).sort();
  }
}
