// Reads worked cases: a JSON file with `examples`, or a bare list of them. Each has `events`, and may have `asOf`,
// `config`, `ruleSetAt`, `cases`, `period` and `expect`. Every fault names the case and the event; none stops the rest.
import { type Day, dayOfInstant, parseDay } from '../calendar/day.ts';
import type { Entry, Facts, Json } from '../case-history/entry.ts';
import { kindNamed } from '../case-history/kinds.ts';
import { settingsFrom } from '../statute/settings.ts';
import type { WorkedCase } from './worked-case.ts';

type Read<T> = { readonly value: T; readonly findings: readonly string[] };

/** The worked cases in a text, or what is wrong with it as a whole. */
export function readWorkedCases(text: string): { cases: WorkedCase[] } | { fault: string } {
  const parsed = parseJson(text);
  if ('fault' in parsed) return parsed;
  const list = Array.isArray(parsed.value) ? parsed.value : isObject(parsed.value) ? parsed.value['examples'] : undefined;
  if (!Array.isArray(list)) return { fault: 'The file holds neither a list of cases nor an object with a list named "examples".' };
  return { cases: list.map((one, i) => workedCase(one, `case ${i + 1}`)) };
}

function parseJson(text: string): { value: Json } | { fault: string } {
  try {
    return { value: JSON.parse(text.replace(/^\uFEFF/, '')) as Json };
  } catch (error) {
    return { fault: `The file is not JSON: ${(error as Error).message}` };
  }
}

function isObject(value: Json | undefined): value is Facts {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function workedCase(one: Json, place: string): WorkedCase {
  const given = isObject(one) ? one : {};
  const id = typeof given['id'] === 'string' || typeof given['id'] === 'number' ? String(given['id']) : place;
  const listed = given['events'] ?? [];
  const events = (Array.isArray(listed) ? listed : []).map((event, i) => entryOf(event, i + 1, id));
  const asOf = dayNamed(given, 'asOf', id);
  const ruleSetAt = dayNamed(given, 'ruleSetAt', id);
  const { settings, unknown } = settingsFrom(isObject(given['config']) ? given['config'] : {});
  const faults = [
    isObject(one) ? '' : `${id}: it is not an object.`, Array.isArray(listed) ? '' : `${id}: "events" is not a list.`,
    ...unknown.map((setting) => `${id}: there is no setting ${setting}; the usual reading was taken.`),
  ].filter((text) => text !== '');
  return {
    id, entries: events.flatMap(({ value }) => value), asOf: asOf.value, ruleSetAt: ruleSetAt.value, settings,
    cases: Array.isArray(given['cases']) ? given['cases'].filter(isObject) : null, period: given['period'] ?? null,
    expect: isObject(given['expect']) ? given['expect'] : null,
    findings: [...faults, ...asOf.findings, ...ruleSetAt.findings, ...events.flatMap(({ findings }) => findings)],
  };
}

function dayNamed(facts: Facts, name: string, place: string): Read<Day | null> {
  const value = facts[name];
  if (value === undefined || value === null) return { value: null, findings: [] };
  const on = typeof value === 'string' ? parseDay(value) : null;
  return { value: on, findings: on === null ? [`${place}: ${name} "${String(value)}" is not a day (ccyy-mm-dd).`] : [] };
}

/** The entry an event makes; none where its type or its day cannot be read. */
function entryOf(event: Json, number: number, id: string): Read<Entry[]> {
  const given = isObject(event) ? event : {};
  const type = String(given['type'] ?? '');
  const place = `${id}, event ${number} (${type || 'no type'})`;
  const kind = kindNamed(type);
  if (kind === undefined) return { value: [], findings: [`${place}: there is no such type of event; it was left out.`] };
  const date = dayNamed(given, 'date', place);
  const instant = instantOf(given, place);
  const { type: _type, date: _date, receivedAtUtc: _at, ...rest } = given;
  const days = kind.fields.filter((field) => field.type === 'day').map((field) => dayNamed(rest, field.name, place));
  const findings = [...date.findings, ...instant.findings, ...days.flatMap((one) => one.findings)];
  if (findings.length > 0) return { value: [], findings };
  const occurredOn = date.value ?? (instant.value === null ? null : dayOfInstant(instant.value));
  return { value: entriesFor({ kind: type, occurredOn: latestSent(type, occurredOn, rest), occurredAt: instant.value, seq: number }, plainFacts(type, rest)), findings: [] };
}

function instantOf(given: Facts, place: string): Read<string | null> {
  const value = given['receivedAtUtc'] ?? null;
  if (value === null) return { value: null, findings: [] };
  const real = typeof value === 'string' && /^\d{4}-\d{2}-\d{2}T.*(Z|[+-]\d{2}:?\d{2})$/.test(value) && isInstant(value);
  return real ? { value, findings: [] } : { value: null, findings: [`${place}: receivedAtUtc "${String(value)}" is not an instant such as 2026-07-14T23:05:00Z.`] };
}

function isInstant(text: string): boolean {
  try {
    return dayOfInstant(text) !== '';
  } catch {
    return false;
  }
}

/** A plan has been sent when it has gone to all who must have it: the latest of the days stated. */
function latestSent(type: string, on: Day | null, facts: Facts): Day | null {
  if (!type.endsWith('PLAN_SENT')) return on;
  const named = Object.entries(facts).filter(([name]) => /sent|recipient|family|parent|setting|school|commission|icb/i.test(name));
  const days = named.flatMap(([, value]) => [value, ...(typeof value === 'object' && value !== null ? Object.values(value) : [])])
    .map((value) => (typeof value === 'string' ? parseDay(value) : null)).filter((day) => day !== null);
  return days.reduce<Day | null>((latest, day) => (latest === null || day > latest ? day : latest), on);
}

/** Other names for a fact, and what a case that does not say is taken to ask. */
function plainFacts(type: string, facts: Facts): Facts {
  if (type === 'MEDIATION_REQUESTED') return { ...facts, healthIssues: facts['healthIssues'] ?? healthIn(facts) };
  if (type === 'EXCEPTION_RECORDED') return { ...facts, category: facts['category'] ?? facts['ground'] ?? null };
  if (type === 'PHASE_TRANSFER_IDENTIFIED') return { ...facts, sameInstitution: facts['sameInstitution'] ?? facts['sameSchool'] ?? null };
  return facts;
}

/** Where a case does not say whether health is in issue, the date for that is worked out too. */
function healthIn(facts: Facts): boolean {
  const told = Object.entries(facts).filter(([name, value]) => /health|issues|about/i.test(name) || /health/i.test(String(value)));
  return told.length === 0 || told.some(([name, value]) => value === true || /health/i.test(JSON.stringify(value)) || (/health/i.test(name) && typeof value === 'string'));
}

function entriesFor(event: Pick<Entry, 'kind' | 'occurredOn' | 'occurredAt' | 'seq'>, facts: Facts): Entry[] {
  return [{
    ...event, facts, subjectKind: 'child', subjectId: '00000000-0000-4000-8000-000000000001', shape: 1, recordedAt: '2026-01-01T12:00:00.000000Z',
    recordedBy: 'worked case', source: 'staff', operationId: '00000000-0000-4000-8000-000000000002', correctsSeq: null, reason: null, sourceRow: null,
  }];
}
