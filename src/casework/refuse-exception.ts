// Whether an exception to a limit may be recorded: the limit must know the ground, and the ground must have a reason.
import type { Case } from '../case-history/case.ts';
import type { Facts } from '../case-history/entry.ts';
import { lawWith } from '../deadlines/law.ts';
import { workOut } from '../deadlines/work-out.ts';
import type { Rule } from '../statute/rule.ts';

const law = lawWith();
const isLimit = ({ code }: Pick<Rule, 'code'>, limit: string): boolean => limit === code || limit.startsWith(`${code}/`);

const onlyElsewhere: Readonly<Record<string, string>> = {
  MISSED_APPOINTMENT: 'A missed appointment is a ground only for the adviser’s six weeks (regulation 8(2)), not for this limit.',
  REPRESENTATIONS: 'That the family wishes to make representations is a ground only for the limits of an order (regulation 44(3)), not for this limit.',
};

/** The reason against recording an exception with these facts in a case, or null. Grounds: regulations 5(4), 8(2), 10(4), 13(3), 27(3) and 44(3). */
export function exceptionRefused(facts: Facts, settled: Case): string | null {
  const limit = String(facts['limit'] ?? '');
  const ground = facts['category'] ?? null;
  const wrong = ground === 'CORONAVIRUS' ? notRelaxed(settled, limit) : notAllowed(limit, ground === null ? null : String(ground));
  if (wrong !== null) return wrong;
  return facts['why'] ? null : 'Say why the ground made this limit impractical. A ground by itself is not enough.';
}

function notAllowed(limit: string, ground: string | null): string | null {
  const grounds: readonly string[] = law.rules.filter((rule) => rule.ruleSet !== 'covid-2020' && isLimit(rule, limit)).flatMap((rule) => rule.exceptions);
  if (grounds.length === 0) return `The regulations allow no exception to ${limit || 'this limit'}.`;
  return ground === null || grounds.includes(ground) ? null : onlyElsewhere[ground] ?? 'The regulations do not know this ground for this limit.';
}

function notRelaxed(settled: Case, limit: string): string | null {
  const relaxed = workOut(settled, law).some(({ rule }) => rule.ruleSet === 'covid-2020' && isLimit(rule, limit));
  return relaxed ? null : 'Coronavirus is a ground only for a limit of the regulations that fell due from 1 May to 25 September 2020 (SI 2020/471).';
}
