// The main module of the process that looks at a password: see `password-guesses.ts`.
import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { adjacencyGraphs as graphs, dictionary as common } from '@zxcvbn-ts/language-common';
import { dictionary as english } from '@zxcvbn-ts/language-en';
import type { Asked } from './password-guesses.ts';

process.once('message', ({ password, words }: Asked) => {
  const judge = new ZxcvbnFactory({ dictionary: { ...common, ...english }, graphs });
  process.send?.(judge.check(password, [...words]).guessesLog10, () => process.disconnect());
});
