import type { Case, Dispute } from './case.ts';
import { derivedTable } from './derived-table.ts';

export const disputeTable = derivedTable<Case, Dispute>({
  name: 'dispute',
  meaning: 'One row a dispute: notice, mediation, appeal and order.',
  each: (c) => c.disputes,
  key: ['dispute_no'],
  indexes: [],
  columns: {
    dispute_no: { type: 'int', meaning: '1, 2, 3 … within the child', of: (d) => d.no },
    about: { type: 'text', meaning: 'Kind of decision disputed: kind of entry', of: (d) => d.about },
    notice_on: { type: 'date', meaning: 'Day of the notice of the decision', of: (d) => d.noticeOn },
    mediation_on: { type: 'date', meaning: 'Day of the mediation meeting', of: (d) => d.mediationOn },
    appeal_on: { type: 'date', meaning: 'Day the appeal was lodged or reached the authority', of: (d) => d.appealOn },
    order_on: { type: 'date', meaning: 'Day of the order, notice to the Tribunal or agreement', of: (d) => d.orderOn },
    order_kind: { type: 'text', meaning: 'What is to be done: ASSESS, MAKE_PLAN, RECONSIDER, AMEND, NAME …', of: (d) => d.order },
  },
});
