// What is published of England by the same definition as one of our measures, to be drawn beside our own figure.
// Contains public sector information licensed under the Open Government Licence v3.0; see the file for its source.
import table from '../../reference/ehc-plans-england.json' with { type: 'json' };
import { percentage } from './figure.ts';

const { issued_inc: issued, within_20wk_inc: within } = table.timeliness2025;

/** Plans issued within 20 weeks in England in 2025, exceptions included, in per cent: as `twenty_weeks.all.within` counts. */
export const withinTwentyWeeks = { year: 2025, value: percentage(within, issued) ?? 0 } as const;
