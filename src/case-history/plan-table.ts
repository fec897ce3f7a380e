import type { Case, Plan } from './case.ts';
import { derivedTable } from './derived-table.ts';

export const planTable = derivedTable<Case, Plan>({
  name: 'plan',
  meaning: 'One row an EHC plan.',
  each: (c) => c.plans,
  key: ['plan_no'],
  indexes: [['start_on'], ['cease_on']],
  columns: {
    plan_no: { type: 'int', meaning: '1, 2, 3 … within the child', of: (p) => p.no },
    request_no: { type: 'int', meaning: 'The request it came from', of: (p) => p.assessmentNo },
    start_on: { type: 'date', meaning: 'Day the plan started', of: (p) => p.startOn },
    cease_on: { type: 'date', meaning: 'Day the plan ended', of: (p) => p.ceaseOn },
    cease_reason: { type: 'text', meaning: 'Why it ended: code of the return', of: (p) => p.ceaseReason },
    transferred_from: { type: 'text', meaning: 'Authority that the plan came from', of: (p) => p.transferredFrom },
    res: { type: 'text', meaning: 'Residential setting named in the plan: code', of: (p) => p.res },
    wbp: { type: 'text', meaning: 'Work-based learning named in the plan: code', of: (p) => p.wbp },
    pb: { type: 'boolean', meaning: 'Personal budget taken up', of: (p) => p.pb },
    oa: { type: 'boolean', meaning: 'Personal budget: organised arrangements', of: (p) => p.oa },
    dp: { type: 'text', meaning: 'Personal budget: direct payments code', of: (p) => p.dp },
  },
});
