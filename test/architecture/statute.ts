// Every rule of `src/statute/` says where the law says it, and since when.
import { existsSync } from 'node:fs';
import { parseDay } from '../../src/calendar/day.ts';
import type { Finding } from './project.ts';

/** What this check knows of a rule: the file that lists all of them is `src/statute/rules.ts`. */
export interface ListedRule {
  readonly code: string;
  readonly citation: string;
  readonly from: string;
}

const listed = new URL('../../src/statute/rules.ts', import.meta.url);

/** Every rule that `src/statute/rules.ts` exports; none where there is no such file. */
export async function allRules(): Promise<readonly ListedRule[]> {
  if (!existsSync(listed)) return [];
  const { rules } = (await import(listed.href)) as { rules?: readonly ListedRule[] };
  return rules ?? [];
}

/** A finding for each rule without a citation or without a real day from which it is in force. */
export function ruleFindings(rules: readonly ListedRule[]): Finding[] {
  return rules.flatMap((rule) => [
    ...(/[A-Za-z]{2}/.test(rule.citation ?? '') ? [] : [said(rule, 'has no citation', 'name the Act, regulation, case or guidance')]),
    ...(parseDay(rule.from ?? '') === null ? [said(rule, 'has no day from which it is in force', 'give it as ccyy-mm-dd')] : []),
  ]);
}

const said = (rule: ListedRule, what: string, remedy: string): Finding =>
  ({ file: 'src/statute/rules.ts', line: 1, what: `${rule.code} ${what}`, remedy });
