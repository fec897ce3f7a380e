import type { Database } from '../platform/database.ts';
import { councilOf } from '../staff/council.sql.ts';
import { type AlertSettings, usualAlerts } from './alerts.ts';

/** When alerts come in this council. */
export async function alertSettings(db: Database): Promise<AlertSettings> {
  const council = await councilOf(db);
  return council === null ? usualAlerts : { daysBefore: council.alertDays, escalateAfter: council.escalateAfter };
}
