// The temporary relaxation of 2020: SEND (Coronavirus) (Amendment) Regulations 2020 (SI 2020/471). For duties that fell
// due from 1 May to 25 September 2020 the limit gave way to "as soon as reasonably practicable" where coronavirus was
// the reason it could not be met; the limit itself stood.
import { day } from '../calendar/day.ts';
import { isDuty, type Rule } from './rule.ts';

const regulations = /^SEND Regulations 2014|^SI 2015\/62/;

/** A second version of each limit of the regulations, for 2020, with coronavirus as a further ground. */
export function relaxedIn2020(rules: readonly Rule[]): Rule[] {
  const limits = rules.filter((rule) => regulations.test(rule.citation) && isDuty(rule) && rule.from <= '2020-05-01' && (rule.to === null || rule.to >= '2020-09-25'));
  return limits.map((rule) => ({
    ...rule, ruleSet: 'covid-2020', mark: 'INFERRED', from: day('2020-05-01'), to: day('2020-09-25'), exceptions: [...rule.exceptions, 'CORONAVIRUS'],
    citation: `${rule.citation}, as modified by SI 2020/471`,
    note: `${rule.note === undefined ? '' : `${rule.note} `}Which limits were relaxed is taken to be all those of the regulations; the instrument was read only in its guidance.`,
  }));
}
