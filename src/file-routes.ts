// Files that come in, page by page.
import { ownDerive } from './casework/derivation.job.ts';
import { alikeRowsRoutes } from './exchange/alike-rows.page.ts';
import { importProblemsRoutes } from './exchange/import-problems.page.ts';
import { rollBackRoutes } from './exchange/import-roll-back.page.ts';
import { importRowsRoutes } from './exchange/import-rows.page.ts';
import { importRoutes } from './exchange/import.page.ts';
import { newImportRoutes } from './exchange/new-import.page.ts';
import { problemRoutes } from './exchange/problem.page.ts';
import { quarantineRoutes } from './exchange/quarantine.page.ts';
import { returnApproveRoutes } from './exchange/return-approve.page.ts';
import { returnStepsRoutes } from './exchange/return-steps.page.ts';
import { trackerColumnsRoutes } from './exchange/tracker-columns.page.ts';
import { trackerReviewRoutes } from './exchange/tracker-review.page.ts';
import { trackerValuesRoutes } from './exchange/tracker-values.page.ts';
import { trackerRoutes } from './exchange/trackers.page.ts';
import type { Config } from './platform/config.ts';
import type { Route } from './platform/web-route.ts';

/** The routes of files that come in: returns and trackers, and what waits for a person. */
export function fileRoutes(config: Pick<Config, 'dataDir' | 'scanning'>): Route[] {
  return [
    ...importRoutes(config), ...newImportRoutes(config), ...importRowsRoutes(config), ...importProblemsRoutes(config), ...problemRoutes(config), ...rollBackRoutes(ownDerive), ...quarantineRoutes(ownDerive), ...alikeRowsRoutes(ownDerive),
    ...returnStepsRoutes(config), ...returnApproveRoutes(config), ...trackerRoutes(config), ...trackerColumnsRoutes(config), ...trackerValuesRoutes(config), ...trackerReviewRoutes(config),
  ];
}
