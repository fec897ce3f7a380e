// The readings of the law that the council has chosen. Choosing another is an entry of the council; dates are worked out
// again in the background.
import type { Facts } from '../case-history/entry.ts';
import { liveEntries } from '../case-history/live-entries.ts';
import { councilId } from '../casework/derivation.ts';
import { councilEntries } from '../casework/entries.sql.ts';
import type { Database } from '../platform/database.ts';
import { oneAtATime } from '../staff/council.sql.ts';
import { recordCouncil, type Recorder } from '../staff/council-entry.sql.ts';
import { type SettingName, type Settings, settingsFrom } from '../statute/settings.ts';

/** The readings that hold now. */
export async function readingsNow(db: Database): Promise<Settings> {
  const chosen = liveEntries(await councilEntries(db, councilId)).filter(({ kind }) => kind === 'SETTINGS');
  return settingsFrom(Object.assign({}, ...chosen.map(({ facts }) => facts)) as Facts).settings;
}

/** Chooses a reading, with a reason. Returns whether it is another one than before. */
export async function chooseReading(db: Database, recorder: Recorder, { name, value }: { name: SettingName; value: string }, reason: string): Promise<boolean> {
  return db.transaction().execute(async (tx) => {
    await oneAtATime(tx);
    if ((await readingsNow(tx))[name] === value) return false;
    await recordCouncil(tx, recorder, [{ subjectKind: 'council', subjectId: councilId, kind: 'SETTINGS', facts: { [name]: value }, reason }]);
    return true;
  });
}
