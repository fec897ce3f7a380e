// Why a limit does not apply: the ground, the reason that was recorded, and when the family was told.
import type { Day } from '../calendar/day.ts';
import { dayInWords } from '../calendar/words.ts';
import type { Case, CaseEvent } from '../case-history/case.ts';
import { exceptionGrounds } from '../case-history/kinds/assessment.ts';
import type { Duty } from './duty.ts';

/** A return states an exception without its ground. */
const unstated = { NOT_RECORDED: 'Stated in a return, which does not hold the ground' } as const;

/** The exception that takes a limit away, with its reason; null where there is none. */
export function exceptionOf(duty: Duty, settled: Case): string | null {
  if (!duty.exempt || duty.exemptGround === null) return null;
  const ground = ({ ...exceptionGrounds, ...unstated } as Readonly<Record<string, string>>)[duty.exemptGround] ?? duty.exemptGround;
  const { why, familyToldOn } = recordedException(duty, settled)?.facts ?? {};
  const told = typeof familyToldOn === 'string' ? ` The family was told on ${dayInWords(familyToldOn as Day)}.` : '';
  return `${ground}.${typeof why === 'string' ? ` ${why}.` : ''}${told}`.replaceAll('..', '.');
}

function recordedException({ code, body }: Duty, settled: Case): CaseEvent | undefined {
  const limits = [code, `${code}/${body ?? ''}`];
  return settled.episodes.flatMap((episode) => episode.events)
    .findLast((event) => event.kind === 'EXCEPTION_RECORDED' && limits.includes(String(event.facts['limit'])));
}
