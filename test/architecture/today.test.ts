import { describe } from 'node:test';
import { allows, finds } from './planted.ts';
import { oneToday } from './today.ts';

describe(oneToday.title, () => {
  for (const asks of ["(now() AT TIME ZONE 'Europe/London')::date", 'CURRENT_DATE', 'clock_timestamp()::date']) {
    finds(oneToday, asks, { 'src/plans/a.sql.ts': `const text = 'SELECT ${asks.replaceAll("'", '"')}';` });
  }
  allows(oneToday, 'an instant, and a day that was handed in', { 'src/plans/a.sql.ts': 'const text = `UPDATE plan SET ended_at = clock_timestamp() WHERE due_on < ${today}::date`;' });
});
