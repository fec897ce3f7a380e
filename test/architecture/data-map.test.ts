import { describe } from 'node:test';
import { dataMap } from './data-map.ts';
import { allows, finds } from './planted.ts';

const heading = 'table,column,meaning,class,source,basis,retention\n';
const line = (name: string, dataClass = 'ordinary'): string => `${name.replace('.', ',')},"What, it is",${dataClass},staff,law,SEND file\n`;
const stored = "COMMENT ON COLUMN staff.name IS 'Name';";
const derived = "export const t = derivedTable({ name: 'plan', columns: { ...(where as T), start_on: {} } });\nconst where = { urn: {} };";

describe(dataMap.title, () => {
  finds(dataMap, 'a stored column that is not listed', { 'migrations/0001-a.sql': stored, 'docs/data-map.csv': heading });
  finds(dataMap, 'a derived column that is not listed', { 'src/plans/a.ts': derived, 'docs/data-map.csv': heading + line('plan.child_id') + line('plan.fingerprint') });
  finds(dataMap, 'a line for a column that has gone', { 'docs/data-map.csv': heading + line('staff.name') });
  finds(dataMap, 'an unknown class', { 'docs/data-map.csv': heading + line('staff.name', 'secret'), 'migrations/0001-a.sql': stored });
  finds(dataMap, 'an empty cell', { 'docs/data-map.csv': `${heading}staff,name,,ordinary,staff,law,SEND file\n`, 'migrations/0001-a.sql': stored });
  allows(dataMap, 'a complete map', {
    'docs/data-map.csv': heading + line('staff.name') + line('plan.child_id') + line('plan.fingerprint') + line('plan.urn') + line('plan.start_on', 'special category'),
    'migrations/0001-a.sql': stored, 'src/plans/a.ts': derived,
  });
});
