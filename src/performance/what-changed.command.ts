// sightline changed --measure ID --from CODE|INSTANT: what changed between two reports, with the rows that did.
import { type Day, parseInstant } from '../calendar/day.ts';
import type { Derive } from '../casework/derivation.ts';
import { prepareRecord } from '../casework/derivation.job.ts';
import { instantNow, milliseconds } from '../platform/clock.ts';
import { inHouse, type Io, printJson, readArguments, wrongUse } from '../platform/command.ts';
import { recordView } from '../staff/access.sql.ts';
import { askedOptions, measuresNamed, readingOf, refuseUnknown } from './asked.page.ts';
import { figureWords, shownLines } from './what-changed-words.ts';
import { readCode } from './fixed-report.ts';
import { shareAnswers } from './shared-answers.sql.ts';
import { type CausedChange, standingInWords } from './what-changed.ts';
import { type Comparing, reportComparer, type Side } from './what-changed-reports.sql.ts';
import { type ChangedQuery, changedQuery } from './what-changed-question.ts';

const options = {
  measure: { type: 'string' }, from: { type: 'string' }, 'from-window': { type: 'string' }, 'from-as-at': { type: 'string' }, to: { type: 'string' },
  window: askedOptions.window, 'as-at': askedOptions['as-at'], filter: askedOptions.filter, json: askedOptions.json,
} as const;

type Values = { readonly [name in keyof typeof options]?: string | string[] | boolean | undefined };

const text = (value: Values[keyof Values]): string | undefined => (typeof value === 'string' ? value : undefined);

/** A code of a fixed report, or an instant; throws `Trouble` where it is neither. */
function codeOrInstant(written: string | undefined): { code: string | undefined; at: string | undefined } {
  if (written === undefined) return { code: undefined, at: undefined };
  const [code, at] = [readCode(written), parseInstant(written)];
  if (code === null && at === null) throw wrongUse(`"${written}" is neither an instant such as 2026-11-21T09:30:00Z nor the code of a fixed report.`);
  return { code: code ?? undefined, at: at ?? undefined };
}

/** What is asked, in the words of the page's address. Throws `Trouble` where it cannot be read. */
function queryOf(values: Values): ChangedQuery {
  const [from, to] = [codeOrInstant(text(values.from)), codeOrInstant(text(values.to))];
  if (text(values.from) === undefined) throw wrongUse('Say since when: --from with an instant or the code of a fixed report.');
  const asked = { window: text(values.window), 'as-at': text(values['as-at']), filter: Array.isArray(values.filter) ? values.filter : undefined };
  const reading = readingOf(asked);
  readingOf({ ...asked, window: text(values['from-window']) ?? asked.window, 'as-at': text(values['from-as-at']) ?? reading.asAt });
  const filters = Object.fromEntries(reading.filters.map(({ key, value }) => [key, value]));
  return changedQuery.parse({
    ...filters, window: asked.window, asAt: asked['as-at'], knownAt: to.at, after: to.code, before: from.code, beforeKnownAt: from.at,
    beforeWindow: text(values['from-window']), beforeAsAt: text(values['from-as-at']) ?? (from.code === undefined ? reading.asAt : undefined),
  });
}

function sideJson({ about: { measure, window, parameters }, known, fixed }: Side, figure: { numerator: number; denominator: number; excluded: object } | undefined): object {
  return {
    version: fixed?.figure.measure.version ?? measure.version, window: window?.name ?? null, asAt: parameters.asAt as Day, knownAt: known.at, ...(fixed === null ? {} : { code: fixed.code }),
    numerator: figure?.numerator, denominator: figure?.denominator, excluded: figure?.excluded,
  };
}

const standing = (row: CausedChange['before']): string => standingInWords(row, 'share');

function asJson({ before, after, changed }: Comparing): object {
  const versions = [before, after].map(({ about, fixed }) => fixed?.figure.measure.version ?? about.measure.version) as [number, number];
  return {
    measure: before.about.measure.id, before: sideJson(before, changed?.opening), after: sideJson(after, changed?.closing),
    lines: shownLines(changed?.changes ?? [], before.about.parameters.asAt, versions).map(({ cause, rows, moved }) => ({ cause, rows, ...moved })),
    rows: (changed?.changes ?? []).map((change) => ({
      case: change.case, cause: change.cause, before: standing(change.before), after: standing(change.after),
      recorded: change.grounds.map(({ kind, on, recordedAt, recordedBy, source, takesBack }) => ({ kind, on, recordedAt, recordedBy, source, takesBack })),
    })),
  };
}

function asText({ before, after, changed }: Comparing): string[] {
  const { measure } = before.about;
  if (changed === null) return [];
  const side = ({ about: { window, parameters }, known }: Side): string => `${window === null ? '' : `${window.name}, `}as at ${parameters.asAt}, as known at ${known.at}`;
  const lines = shownLines(changed.changes, before.about.parameters.asAt, [before.fixed?.figure.measure.version ?? measure.version, measure.version]);
  return [
    measure.title, `before: ${figureWords(changed.opening, measure.kind)}, ${side(before)}`,
    ...lines.map(({ title, rows, numerator, denominator }) => `  ${title}: ${rows} rows; yes ${numerator || '0'}, counted ${denominator || '0'}`),
    `after: ${figureWords(changed.closing, measure.kind)}, ${side(after)}`,
  ];
}

async function compared(values: Values, house: Parameters<Parameters<typeof inHouse>[1]>[0]): Promise<Comparing> {
  const [name, query] = [text(values.measure) ?? '', queryOf(values)];
  const derive: Derive = await prepareRecord(house);
  const compare = reportComparer(shareAnswers({ milliseconds, derive: () => derive }), () => derive);
  const comparing = await compare(house.database('app'), name, query, instantNow());
  const [error] = comparing?.errors ?? [];
  if (comparing === null || error !== undefined) throw wrongUse(`${error?.message ?? `There is no measure "${name}"`}.`);
  return comparing;
}

/** Writes the access entry, then prints what changed as lines, or as JSON `{measure, before, after, lines, rows}`. */
export async function run(args: string[], io: Io): Promise<number> {
  const { values } = readArguments(args, options);
  if (values.measure === undefined) throw wrongUse('Name one measure: --measure ID.');
  measuresNamed([values.measure]);
  queryOf(values);
  return inHouse(io, async (house) => {
    await refuseUnknown(house.database('app'), { filter: Array.isArray(values.filter) ? values.filter : undefined });
    const comparing = await compared(values, house);
    const children = [...new Set((comparing.changed?.changes ?? []).map(({ childId }) => childId))];
    if (values.json === true && children.length > 0) {
      await recordView(house.database('app'), { staffId: house.config.operator }, { what: 'rows that changed between two reports', route: 'changed', children });
    }
    if (values.json === true) printJson(io, asJson(comparing));
    else for (const line of asText(comparing)) io.out(line);
    return 0;
  });
}

