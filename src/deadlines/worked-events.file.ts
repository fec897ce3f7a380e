// Reads the events of a worked case: what each would be in the record, or what is wrong with it and where.
import { type Day, dayOfInstant, parseDay } from '../calendar/day.ts';
import type { Entry, Facts, Json } from '../case-history/entry.ts';
import type { Kind } from '../case-history/kind.ts';
import { kindNamed } from '../case-history/kinds.ts';
import { rules } from '../statute/rules.ts';

/** What was read, and what could not be. */
export interface Read<T> {
  readonly value: T;
  readonly findings: readonly string[];
}

/** Whether a value is an object with names in it. */
export function isObject(value: Json | undefined): value is Facts {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A value as a message may show it: its beginning, without what a terminal would act on. */
export function shown(value: Json | undefined): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value) ?? 'nothing';
  const plain = text.replaceAll(/\p{C}/gu, '');
  return plain.length > 60 ? `${plain.slice(0, 60)}…` : plain;
}

/** The day in a fact; null where it is not there or is none. */
export function dayNamed(facts: Facts, name: string, place: string): Read<Day | null> {
  const value = facts[name];
  if (value === undefined || value === null) return { value: null, findings: [] };
  const on = typeof value === 'string' ? parseDay(value) : null;
  return { value: on, findings: on === null ? [`${place}: ${name} "${shown(value)}" is not a day (ccyy-mm-dd).`] : [] };
}

/** The entry an event makes; none where its type, its day or a fact cannot be read. */
export function entryOf(event: Json, number: number, id: string): Read<Entry[]> {
  const given = isObject(event) ? event : {};
  const type = shown(given['type'] ?? 'no type');
  const place = `${id}, event ${number} (${type})`;
  const kind = kindNamed(type);
  if (kind === undefined || !isEvent(kind)) return { value: [], findings: [`${place}: there is no such type of event; it was left out.`] };
  const date = dayNamed(given, 'date', place);
  const instant = instantOf(given, place);
  const { type: _type, date: _date, receivedAtUtc: _at, ...rest } = given;
  const days = kind.fields.filter((field) => field.type === 'day').map((field) => dayNamed(rest, field.name, place));
  const findings = [...date.findings, ...instant.findings, ...days.flatMap((one) => one.findings), ...wrongFacts(kind, rest, place), ...wrongCodes(kind, plainFacts(type, rest), place)];
  if (findings.length > 0) return { value: [], findings };
  const occurredOn = date.value ?? (instant.value === null ? null : dayOfInstant(instant.value));
  return { value: entriesFor({ kind: type, occurredOn: latestSent(type, occurredOn, rest), occurredAt: instant.value, seq: number }, plainFacts(type, rest)), findings: [] };
}

/** What can happen in a case, and who it is about; not what only the record itself holds, such as a return. */
function isEvent({ subject, episode, name }: Kind): boolean {
  return subject === 'child' && (episode !== null || name === 'PERSON');
}

/** Facts on which the law turns, such as the body asked or what an order says: each is one word. Others may have any form. */
function wrongFacts({ fields }: Kind, facts: Facts, place: string): string[] {
  const words = fields.filter(({ name, type }) => type === 'code' && typeof facts[name] === 'object' && facts[name] !== null);
  return words.map(({ name }) => `${place}: ${name} is a list or an object, where one word is asked for.`);
}

/** Codes on which the law turns: one that is unknown would pass for an order, a ground or a decision that changes nothing. */
const TURNING = new Set(['order', 'effect', 'outcome', 'category']);

function wrongCodes({ fields, name: kind }: Kind, facts: Facts, place: string): string[] {
  const unknown = fields.flatMap(({ name, codes }) => {
    const value = facts[name] ?? null;
    const wrong = codes !== undefined && TURNING.has(name) && value !== null && typeof value !== 'object' && !Object.hasOwn(codes, String(value));
    return wrong ? [`${place}: ${name} "${shown(value)}" is none of ${Object.keys(codes).join(', ')}; it was left out.`] : [];
  });
  const limit = kind === 'EXCEPTION_RECORDED' ? facts['limit'] ?? null : null;
  const known = limit === null || rules.some(({ code }) => limit === code || String(limit).startsWith(`${code}/`));
  return known ? unknown : [...unknown, `${place}: there is no limit "${shown(limit)}"; it was left out.`];
}

function instantOf(given: Facts, place: string): Read<string | null> {
  const value = given['receivedAtUtc'] ?? null;
  if (value === null) return { value: null, findings: [] };
  const real = typeof value === 'string' && /^\d{4}-\d{2}-\d{2}T.*(Z|[+-]\d{2}:?\d{2})$/.test(value) && isInstant(value);
  return real ? { value, findings: [] } : { value: null, findings: [`${place}: receivedAtUtc "${shown(value)}" is not an instant such as 2026-07-14T23:05:00Z.`] };
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
