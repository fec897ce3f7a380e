// Answers that all who ask the same question share: for a short time, or for good where they name the state of the record.

interface Kept<Value> {
  readonly since: number;
  readonly value: Promise<Value>;
}

/** Answers `question`, from an answer begun a short time ago where there is one. */
export type Shared<Value> = (question: string, workOut: () => Promise<Value>) => Promise<Value>;

/**
 * An answerer that shares each answer for so many milliseconds; `now` gives milliseconds that never go back. The question
 * must name everything that makes a difference: measure and version, window, as-at, known-at, filters and rights. A
 * failure is not kept.
 */
export function sharedFor<Value>(milliseconds: number, now: () => number): Shared<Value> {
  const kept = new Map<string, Kept<Value>>();
  return (question, workOut) => {
    const since = now();
    forgetBefore(kept, since - milliseconds);
    const found = kept.get(question);
    if (found !== undefined) return found.value;
    const value = workOut();
    kept.set(question, { since, value });
    value.catch(() => kept.delete(question));
    return value;
  };
}

/** Entries lie in the order in which they were begun: forgets from the oldest on. */
function forgetBefore(kept: Map<string, Kept<unknown>>, instant: number): void {
  for (const [question, { since }] of kept) {
    if (since > instant) return;
    kept.delete(question);
  }
}

/**
 * A shared answerer for questions whose answer can never change: they name the state of the record that they are asked
 * of. Keeps the answers to the `most` questions asked last. A failure is not kept.
 */
export function sharedForGood<Value>(most: number): Shared<Value> {
  const kept = new Map<string, Promise<Value>>();
  return (question, workOut) => {
    const value = kept.get(question) ?? workOut();
    kept.delete(question);
    kept.set(question, value);
    value.catch(() => kept.delete(question));
    const [oldest] = kept.keys();
    if (kept.size > most && oldest !== undefined) kept.delete(oldest);
    return value;
  };
}
