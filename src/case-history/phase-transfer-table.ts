import type { Case, PhaseTransfer } from './case.ts';
import { derivedTable } from './derived-table.ts';

type Row = PhaseTransfer & { planNo: number };

export const phaseTransferTable = derivedTable<Case, Row>({
  name: 'phase_transfer',
  meaning: 'One row a phase transfer of a plan.',
  each: (c) => c.plans.flatMap((p) => p.phaseTransfers.map((t) => ({ ...t, planNo: p.no }))),
  key: ['plan_no', 'phase_transfer_no'],
  indexes: [['due_on']],
  columns: {
    plan_no: { type: 'int', meaning: 'The plan', of: (r) => r.planNo },
    phase_transfer_no: { type: 'int', meaning: '1, 2, 3 … within the plan', of: (r) => r.no },
    kind: { type: 'text', meaning: 'Kind of transfer', of: (r) => r.kind },
    transfer_on: { type: 'date', meaning: 'Day of the transfer', of: (r) => r.transferOn },
    due_on: { type: 'date', meaning: 'Day by which any amended plan is due, as quoted (15 February or 31 March)', of: (r) => r.dueOn },
    final_on: { type: 'date', meaning: 'Day the final plan was sent', of: (r) => r.finalOn },
  },
});
