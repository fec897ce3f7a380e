// Sends the daily e-mails in a process of its own, for tests that kill it.
import { openDatabase } from '../src/platform/database.ts';
import { sendDigests } from '../src/worklists/digest.job.ts';

const [url = '', server = '', now = ''] = process.argv.slice(2);
const db = openDatabase({ url }, 'app', 2);
await sendDigests(db, { mail: { server, from: 'sightline@council.invalid' }, origin: null, now, downloads: async () => null });
await db.destroy();
