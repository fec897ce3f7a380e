/**
 * Something outside the program that stops it: a database that is down, a wrong option, a full disk. Its message is
 * one clear text for the person at the terminal: what is wrong, where, and what to do. Programs print it without a
 * stack and end with `exitCode` (1, or 2 for wrong use). Anything else that is thrown is a defect.
 */
export class Trouble extends Error {
  override readonly name = 'Trouble';
  readonly exitCode: number;

  constructor(message: string, options: { exitCode?: number; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? {} : { cause: options.cause });
    this.exitCode = options.exitCode ?? 1;
  }
}
