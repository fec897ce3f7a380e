// The routes as the server registers them.
import { routesOf } from '../../src/app.ts';
import type { Route } from '../../src/platform/web-route.ts';

/** Every route of the application. */
export const routes: readonly Route[] = routesOf({ config: { dataDir: '/nonexistent', publicAddress: null, scanning: 'nowhere', backupDir: null, backupsKept: 14, mail: null, signOn: null }, fillDemo: async () => {} });
