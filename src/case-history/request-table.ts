import type { Assessment, Case } from './case.ts';
import { derivedTable } from './derived-table.ts';

export const requestTable = derivedTable<Case, Assessment>({
  name: 'request',
  meaning: 'One row a request for an assessment (or other start) and what followed, up to a plan or a refusal.',
  each: (c) => c.assessments,
  key: ['request_no'],
  indexes: [['received_on'], ['request_outcome_on'], ['assessment_outcome_on'], ['ended_on'], { on: ['received_on'], where: 'NOT ended' }],
  columns: {
    request_no: { type: 'int', meaning: '1, 2, 3 … within the child', of: (a) => a.no },
    begun_by: { type: 'text', meaning: 'What started the clock: kind of entry', of: (a) => a.begunBy },
    received_on: { type: 'date', meaning: 'Day the request was received, or the authority became responsible', of: (a) => a.receivedOn },
    request_source: { type: 'text', meaning: 'Who asked: code of the return', of: (a) => a.requestSource },
    rya: { type: 'boolean', meaning: 'Asked for whilst in relevant youth accommodation', of: (a) => a.rya },
    request_outcome: { type: 'text', meaning: 'assess, refuse, undecided, withdrawn or historical', of: (a) => a.requestOutcome },
    request_outcome_on: { type: 'date', meaning: 'Day the requester was told', of: (a) => a.requestOutcomeOn },
    request_mediation: { type: 'boolean', meaning: 'Mediation meeting about the decision to assess', of: (a) => a.requestMediation },
    request_tribunal: { type: 'boolean', meaning: 'Appeal about the decision to assess', of: (a) => a.requestTribunal },
    exported_to: { type: 'text', meaning: 'Authority moved to before the end', of: (a) => a.exportedTo },
    assessment_outcome: { type: 'text', meaning: 'issue, no-plan, undecided, withdrawn or historical', of: (a) => a.assessmentOutcome },
    assessment_outcome_on: { type: 'date', meaning: 'Day the plan was issued, or of the notice not to issue', of: (a) => a.assessmentOutcomeOn },
    assessment_mediation: { type: 'boolean', meaning: 'Mediation meeting about the decision to issue', of: (a) => a.assessmentMediation },
    assessment_tribunal: { type: 'boolean', meaning: 'Appeal about the decision not to issue', of: (a) => a.assessmentTribunal },
    other_mediation: { type: 'boolean', meaning: 'Mediation about other matters', of: (a) => a.otherMediation },
    other_tribunal: { type: 'boolean', meaning: 'Appeal about other matters', of: (a) => a.otherTribunal },
    week20: { type: 'boolean', meaning: 'An exception applied to the 20-week limit', of: (a) => a.week20 },
    draft_served_on: { type: 'date', meaning: 'Day the first draft plan was served', of: (a) => a.draftServedOn },
    ended_on: { type: 'date', meaning: 'Day it ended in any way; null while open or where the day is not recorded', of: (a) => a.endedOn },
    ended: { type: 'boolean', meaning: 'It has ended, whether or not the day is recorded', of: (a) => a.ended },
  },
});
