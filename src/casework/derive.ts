import { hash } from 'node:crypto';
import type { Day } from '../calendar/day.ts';
import { bankHolidays } from '../calendar/bank-holidays.ts';
import { calendarWith } from '../calendar/working-days.ts';
import { canonical } from '../case-history/canonical.ts';
import type { Entry, Facts } from '../case-history/entry.ts';
import { liveEntries } from '../case-history/live-entries.ts';
import { settle } from '../case-history/settle.ts';
import { deriveRows, derivedTables, type Law } from '../deadlines/derived-tables.ts';
import { lawWith } from '../deadlines/law.ts';
import { settingsFrom } from '../statute/settings.ts';
import type { Derive } from './derivation.ts';

/**
 * What the council's entries of kind SETTINGS come to; of each name the latest holds. `holidays` lists days that the
 * council does not work besides bank holidays, `horizon` is the day up to which yearly reviews are worked out, and
 * every other name is a contested reading (`statute/settings.ts`).
 */
function chosenIn(council: readonly Entry[]): Facts {
  const chosen = liveEntries(council).filter((entry) => entry.kind === 'SETTINGS');
  return Object.assign({}, ...chosen.map((entry) => entry.facts)) as Facts;
}

function lawOf({ holidays, horizon, ...readings }: Facts): Law {
  const closed = Array.isArray(holidays) ? (holidays as Day[]) : [];
  return lawWith({
    calendar: calendarWith(new Set([...bankHolidays, ...closed])), settings: settingsFrom(readings).settings,
    ...(typeof horizon === 'string' ? { horizon: horizon as Day } : {}),
  });
}

/**
 * The derivation of the program: the case settled from its entries, its dates by law, and the rows of both. `code`
 * stands for the code and data that do it; with the council's settings it makes the fingerprint.
 */
export function deriveWith(code: string): Derive {
  return (council) => {
    const chosen = chosenIn(council);
    const law = lawOf(chosen);
    return {
      fingerprint: hash('sha256', canonical([code, chosen]), 'buffer').readInt32BE(0),
      tables: derivedTables,
      rowsOf: (entries) => deriveRows(settle(entries), law),
    };
  };
}
