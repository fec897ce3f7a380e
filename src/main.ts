// npm start. The rest is in start.ts, loaded once compiled code is kept between starts: that halves the time to load it.
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';

enableCompileCache(join(import.meta.dirname, '..', '.cache', 'compiled'));
const { start } = await import('./start.ts');
await start(process.argv[2] ?? 'all', import.meta.filename);
