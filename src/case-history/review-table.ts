import type { Case, Review } from './case.ts';
import { derivedTable } from './derived-table.ts';

type Row = Review & { planNo: number };

export const reviewTable = derivedTable<Case, Row>({
  name: 'review',
  meaning: 'One row an annual review of a plan.',
  each: (c) => c.plans.flatMap((p) => p.reviews.map((r) => ({ ...r, planNo: p.no }))),
  key: ['plan_no', 'review_no'],
  indexes: [['meeting_on'], ['decision_on']],
  columns: {
    plan_no: { type: 'int', meaning: 'The plan', of: (r) => r.planNo },
    review_no: { type: 'int', meaning: '1, 2, 3 … within the plan', of: (r) => r.no },
    meeting_on: { type: 'date', meaning: 'Day of the review meeting', of: (r) => r.meetingOn },
    report_on: { type: 'date', meaning: 'Day the report was sent', of: (r) => r.reportOn },
    decision_on: { type: 'date', meaning: 'Day of the letter with the decision', of: (r) => r.decisionOn },
    outcome: { type: 'text', meaning: 'maintain, amend or cease', of: (r) => r.outcome },
    amendment_notice_on: { type: 'date', meaning: 'Day the proposed amendments were sent', of: (r) => r.amendmentNoticeOn },
    final_on: { type: 'date', meaning: 'Day the final amended plan was sent', of: (r) => r.finalOn },
    not_amended_on: { type: 'date', meaning: 'Day of the notice not to amend after all', of: (r) => r.notAmendedOn },
  },
});
