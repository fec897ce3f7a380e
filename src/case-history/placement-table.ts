import type { Case, Placement, Setting } from './case.ts';
import { derivedTable } from './derived-table.ts';
import type { Column } from './derived-table.ts';

type Named = Setting & { planNo: number; settingNo: number };
type Attended = Placement & { planNo: number; settingNo: number };

const where: Record<string, Column<Named>> = {
  plan_no: { type: 'int', meaning: 'The plan', of: (r) => r.planNo },
  urn: { type: 'text', meaning: 'Unique reference number of the establishment', of: (r) => r.urn },
  ukprn: { type: 'text', meaning: 'UK provider reference number', of: (r) => r.ukprn },
  sen_setting: { type: 'text', meaning: 'Kind of setting where neither number says: code', of: (r) => r.senSetting },
  sen_setting_other: { type: 'text', meaning: 'Other setting, in words', of: (r) => r.senSettingOther },
  rank: { type: 'text', meaning: '1 primary, 2 secondary', of: (r) => r.rank },
  sen_unit: { type: 'boolean', meaning: 'In the SEN unit', of: (r) => r.senUnit },
  resourced_provision: { type: 'boolean', meaning: 'In resourced provision', of: (r) => r.resourcedProvision },
};

export const namedSettingTable = derivedTable<Case, Named>({
  name: 'named_setting',
  meaning: 'One row a setting named in a plan (section I).',
  each: (c) => c.plans.flatMap((p) => p.named.map((s, i) => ({ ...s, planNo: p.no, settingNo: i + 1 }))),
  key: ['plan_no', 'setting_no'],
  indexes: [],
  columns: { ...where, setting_no: { type: 'int', meaning: '1, 2 … within the plan', of: (r) => r.settingNo } },
});

export const placementTable = derivedTable<Case, Attended>({
  name: 'placement',
  meaning: 'One row a place attended under a plan.',
  each: (c) => c.plans.flatMap((p) => p.placements.map((s, i) => ({ ...s, planNo: p.no, settingNo: i + 1 }))),
  key: ['plan_no', 'placement_no'],
  indexes: [['urn'], ['ukprn']],
  columns: {
    ...(where as unknown as Record<string, Column<Attended>>),
    placement_no: { type: 'int', meaning: '1, 2, 3 … within the plan', of: (r) => r.settingNo },
    name: { type: 'text', meaning: 'Name of the establishment, where a source gives it', of: (r) => r.name },
    entry_on: { type: 'date', meaning: 'First day there', of: (r) => r.entryOn },
    leaving_on: { type: 'date', meaning: 'Last day there', of: (r) => r.leavingOn },
    attendance_pattern: { type: 'text', meaning: 'Full or part time (2023 returns): code', of: (r) => r.attendancePattern },
    res: { type: 'text', meaning: 'Residential: code', of: (r) => r.res },
    wbp: { type: 'text', meaning: 'Work-based learning: code', of: (r) => r.wbp },
  },
});
