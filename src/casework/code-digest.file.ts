import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Folders whose code and data decide what the derived rows are. */
const deciding = ['src/calendar', 'src/statute', 'src/case-history', 'src/deadlines', 'reference'];

/** SHA-256 of all code and data that derived rows come from: where it changed, they are derived again. */
export function codeDigest(root: string = join(import.meta.dirname, '../..')): string {
  const digest = createHash('sha256');
  for (const folder of deciding) {
    for (const name of filesIn(join(root, folder))) {
      digest.update(`${folder}/${name}\0`).update(readFileSync(join(root, folder, name))).update('\0');
    }
  }
  return digest.digest('hex');
}

function filesIn(folder: string): string[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return names.filter((name) => /(?<!\.test)\.(ts|json)$/.test(name) && !name.includes('examples')).sort();
}
