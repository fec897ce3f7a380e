// Ends with 0 where the Chromium from npm starts on this machine.
import chromium from '@sparticuz/chromium';
import { chromium as browsers } from 'playwright-core';

try {
  const browser = await browsers.launch({ executablePath: await chromium.executablePath(), args: chromium.args });
  await browser.close();
} catch {
  process.exitCode = 1;
}
