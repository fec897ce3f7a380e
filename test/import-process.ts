// Loads a return in a process of its own, for tests that kill it. It prints a line at each step that it hears of.
import { openDatabase } from '../src/platform/database.ts';
import { killedReturns, sourceOf, tryLoad } from './imports.ts';

const [url = ''] = process.argv.slice(2);
const db = openDatabase({ url }, 'app', 4);
await tryLoad(db, sourceOf(2026, killedReturns().get(2026) ?? []), { wait: true, hear: () => void process.stdout.write('step\n') });
process.stdout.write('done\n');
await db.destroy();
