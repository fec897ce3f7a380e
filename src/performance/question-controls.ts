// The form above a page of figures: window, day and instant, with what is chosen.
import type { PageQuestion } from './page-question.ts';
import { dayAsTyped, instantAsTyped } from './typed-days.ts';
import { type WindowKind, windowKinds, windowTitle } from './windows.ts';

export interface Choice {
  readonly value: string;
  readonly text: string;
  readonly selected: boolean;
}

export interface Controls {
  /** What opens the less usual controls. */
  readonly more: string;
  readonly windows: readonly Choice[];
  readonly asAt: string;
  /** What an empty box for the day means. */
  readonly asAtHint: string;
  readonly knownAt: string;
}

const windowWords: Readonly<Record<WindowKind, string>> = {
  month: 'This month', quarter: 'This quarter', 'calendar-year': 'This calendar year', 'financial-year': 'This financial year',
  'academic-year': 'This academic year', 'rolling-month': 'Rolling month, up to the day', 'rolling-12-months': 'Rolling 12 whole months',
};

const namedWindow = (written: string, { window }: PageQuestion['reading']): string => (window === null ? written : windowTitle(window));

/** The controls of a page, with what its address holds chosen. A named window, such as May 2026, is kept as it is, and so is a day that was not understood. `atEnd`: an empty day means the day on which the record ends. */
export function controlsOf({ written, reading, refused }: PageQuestion, atEnd: boolean): Controls {
  const chosen = reading.window;
  const kinds = windowKinds.map((kind) => ({ value: kind, text: windowWords[kind], selected: written.window === undefined ? chosen?.kind === kind : written.window === kind }));
  const named = written.window?.includes(':') === true ? [{ value: written.window, text: namedWindow(written.window, reading), selected: true }] : [];
  return {
    more: 'Filter by team, need, age and more, or ask what was known before',
    windows: [...named, ...kinds], asAt: refused.asAt ?? dayAsTyped(written.asAt), knownAt: refused.knownAt ?? instantAsTyped(written.knownAt),
    asAtHint: `For example, 27 September 2026. Leave empty for ${atEnd ? 'the day on which the record ends' : 'today'}`,
  };
}
