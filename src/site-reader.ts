import { milliseconds } from './platform/clock.ts';
import type { Database } from './platform/database.ts';
import type { Site } from './platform/web-route.ts';
import { installationOf } from './staff/installation.sql.ts';

/**
 * Reads what this installation is, for every page. Once set up, it is what it is for life; its name is read again after a second,
 * since it may be changed.
 */
export function siteReader(db: Database): () => Promise<Site> {
  let known: { site: Site; at: number } | null = null;
  return async () => {
    if (known === null || milliseconds() > known.at + 1000) {
      const found = await installationOf(db);
      known = found === null ? null : { site: found, at: milliseconds() };
    }
    return known?.site ?? { kind: 'empty', council: '' };
  };
}
