// The working of a date in plain English, rebuilt from what is stored: it is not kept with each date.
import type { Day } from '../calendar/day.ts';
import { longDay, spanInWords } from '../calendar/words.ts';
import { kindNamed } from '../case-history/kinds.ts';
import { inForce, latestRule } from '../statute/rules.ts';
import type { Period, Rule } from '../statute/rule.ts';
import { contestedPoints, type SettingName } from '../statute/settings.ts';
import type { Deadline } from './deadline.ts';

/** What the working is rebuilt from: columns of `deadline`. */
export type Facts = Pick<Deadline, 'code' | 'dueOn' | 'triggerKind' | 'triggerOn' | 'reading' | 'replacedBy' | 'also'> & { readonly ruleSet: string };

const names: Readonly<Record<string, string>> = {
  BECAME_RESPONSIBLE: 'Authority became responsible', PLAN_LAST_REVIEWED: 'Plan made or last reviewed', PHASE_TRANSFER: 'Transfer',
  PERSON: '25th birthday', MOVE: 'Move', ADVICE_REQUESTED: 'Request for advice with the body',
  REVIEW_SCHEDULED: 'Review meeting arranged for', REVIEW_MEETING_MOVED: 'Review meeting moved to',
};

const replaced: Readonly<Record<string, string>> = {
  directedDate: 'Day directed by the Tribunal', directedResponseDate: 'Day directed by the Tribunal', agreedDate: 'Day agreed in writing', extendedTo: 'Extended, with reasons, by ten working days at most',
};

/** The rule behind a stored date; undefined where the law in use no longer holds it. */
export function ruleBehind({ code, ruleSet, dueOn, triggerKind }: Facts, rules: readonly Rule[]): Rule | undefined {
  const held = rules.filter((rule) => rule.code === code && rule.ruleSet === ruleSet);
  const governing = held.filter((rule) => dueOn === null || inForce(rule, dueOn));
  const versions = governing.length > 0 ? governing : held;
  return versions.find((rule) => rule.starts.some((start) => (start.name ?? start.event) === triggerKind)) ?? latestRule(versions);
}

/** "Request received Tuesday 15 September 2026. Six weeks, not counting that day: Tuesday 27 October 2026. SEND Regulations 2014, regulation 5(1)." */
export function working(facts: Facts, rules: readonly Rule[]): string {
  const rule = ruleBehind(facts, rules);
  const counted = facts.replacedBy === null ? capital(periodWords(facts, rule)) : replaced[facts.replacedBy] ?? 'Day stated';
  const sentences = [
    facts.triggerOn === null ? '' : `${startTitle(facts, rules)} ${longDay(facts.triggerOn)}.`,
    facts.also === null ? '' : `${titleOf(facts.also.kind, rules)} ${longDay(facts.also.on)}.`,
    facts.dueOn === null ? 'No day can be given while the appeal is open.' : `${counted}: ${longDay(facts.dueOn as Day)}.`,
    readingWords(facts.reading), rule === undefined ? '' : `${rule.citation}.`,
  ];
  return sentences.filter((text) => text !== '').join(' ');
}

/** What happened on the day it runs from, where that is not the day of the event itself. */
function startTitle({ triggerKind, reading, also }: Facts, rules: readonly Rule[]): string {
  if (reading === 'orderStart=SENT') return 'Tribunal order sent out';
  return also?.kind === triggerKind ? `${titleOf(triggerKind, rules)} known` : titleOf(triggerKind, rules);
}

function titleOf(kind: string, rules: readonly Rule[]): string {
  const named = names[kind] ?? kindNamed(kind)?.title;
  return named ?? `“${rules.find((rule) => rule.code === kind)?.title ?? kind}” falls on`;
}

function periodWords(facts: Facts, rule: Rule | undefined): string {
  if (rule === undefined) return 'counted under a rule no longer held';
  const [setting, value] = (facts.reading ?? '').split('=');
  const other = rule.readings?.find((one) => one.setting === setting && one.value === value);
  const words = wordsOf(other?.period ?? rule.period);
  return setting === 'dayOne' ? words.replace('not counting that day', 'that day being the first') : words;
}

/** A period in words. */
function wordsOf(period: Period): string {
  return 'special' in period ? period.words : spanInWords(period);
}

function readingWords(reading: string | null): string {
  if (reading === null) return '';
  const [setting = '', value = ''] = reading.split('=');
  const point = contestedPoints[setting as SettingName];
  return `This council reads it so: ${point.choices[value] ?? value}.`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
