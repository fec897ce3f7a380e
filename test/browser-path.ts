import sparticuz from '@sparticuz/chromium';
import { existsSync } from 'node:fs';

const DEBIAN = '/usr/bin/chromium';

/** Where the browser is: the one that CHROME names, else the machine's, else the one from npm, which is unpacked where that was not done yet. */
export async function browserPath(): Promise<string> {
  return process.env['CHROME'] ?? (existsSync(DEBIAN) ? DEBIAN : sparticuz.executablePath());
}
