/** How many letters to add, take away, change or swap with the next to turn one word into the other. */
export function slipsBetween(from: string, to: string): number {
  let before: number[] = [];
  let row = Array.from({ length: to.length + 1 }, (_, at) => at);
  for (let i = 1; i <= from.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= to.length; j += 1) {
      const changed = (row[j - 1] ?? 0) + (from[i - 1] === to[j - 1] ? 0 : 1);
      const swapped = i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1];
      const best = Math.min(changed, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1);
      next.push(swapped ? Math.min(best, (before[j - 2] ?? 0) + 1) : best);
    }
    [before, row] = [row, next];
  }
  return row[to.length] ?? 0;
}

/** How many slips are forgiven in a word of so many letters that somebody typed. */
export function slipsForgiven(letters: number): number {
  return letters < 4 ? 0 : letters < 7 ? 1 : 2;
}

/** The one of `known` that was probably meant by `given`, or null where none is like it. */
export function nearest(given: string, known: readonly string[]): string | null {
  const ranked = known.map((word) => ({ word, far: slipsBetween(given, word) })).sort((a, b) => a.far - b.far);
  const best = ranked[0];
  return best !== undefined && best.far <= Math.max(2, Math.floor(given.length / 3)) ? best.word : null;
}
