import type { Case } from './case.ts';
import { derivedTable } from './derived-table.ts';

interface Row { planNo: number; needNo: number; type: string | null; rank: string | null }

export const planNeedTable = derivedTable<Case, Row>({
  name: 'plan_need',
  meaning: 'One row a type of need of a plan.',
  each: (c) => c.plans.flatMap((p) => p.needs.map((need, i) => ({ ...need, planNo: p.no, needNo: i + 1 }))),
  key: ['plan_no', 'need_no'],
  indexes: [],
  columns: {
    plan_no: { type: 'int', meaning: 'The plan', of: (r) => r.planNo },
    need_no: { type: 'int', meaning: '1, 2 … within the plan', of: (r) => r.needNo },
    need: { type: 'text', meaning: 'Type of need: code of the return', of: (r) => r.type },
    rank: { type: 'text', meaning: '1 primary, 2 secondary', of: (r) => r.rank },
  },
});
