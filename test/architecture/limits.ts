// The numbers and lists that the checks of this folder enforce. To change one, write a decision in docs/decisions/.

/** Folders of `src/` in order: each imports only from itself and from those before it. */
export const FOLDERS: readonly string[] = [
  'platform', 'calendar', 'statute', 'case-history', 'deadlines', 'casework', 'children', 'staff', 'establishments',
  'requests', 'advice', 'panels', 'plans', 'placements', 'annual-reviews', 'phase-transfers',
  'mediation-and-tribunal', 'transfers-between-authorities', 'correspondence', 'documents',
  'exchange', 'data-quality', 'performance',
];

/** They stand on all of the above and do not import each other. */
export const LAST_FOLDERS: readonly string[] = ['worklists', 'returns', 'governance', 'migration', 'portal', 'simulation'];

export type Suffix = 'plain' | 'sql' | 'file' | 'page' | 'job' | 'command' | 'test';

/** What a file may import from the subject folders, by suffix; `platform` tells of the whole of `platform/`. */
export const MAY_IMPORT: Readonly<Record<Exclude<Suffix, 'test'>, { suffixes: readonly Suffix[]; platform: boolean }>> = {
  plain: { suffixes: ['plain'], platform: false },
  sql: { suffixes: ['plain', 'sql'], platform: false },
  file: { suffixes: ['plain', 'file'], platform: false },
  page: { suffixes: ['plain', 'sql', 'file'], platform: true },
  job: { suffixes: ['plain', 'sql', 'file', 'page'], platform: true },
  command: { suffixes: ['plain', 'sql', 'file', 'page', 'job'], platform: true },
};

/** Files of `platform/` open to single files or suffixes that may not use the rest of it. */
export const PLATFORM_OPEN_TO: readonly { target: string; to: (path: string) => boolean }[] = [
  { target: 'src/platform/database.ts', to: (path) => path.endsWith('.sql.ts') },
  { target: 'src/platform/jobs.ts', to: (path) => path === 'src/casework/act.sql.ts' },
];

/** Packages that a plain file may use: they compute and do nothing else. */
export const PURE_PACKAGES: readonly string[] = ['temporal-polyfill', 'zod', 'd3-scale', 'd3-shape'];
/** Of `node:crypto`, what gives the same answer every time. */
export const PURE_CRYPTO: readonly string[] = [
  'createHash', 'createHmac', 'createPublicKey', 'hash', 'timingSafeEqual', 'verify', 'KeyObject',
];
/** Only `.sql.ts` and `platform/` speak to the database. */
export const DATABASE_PACKAGES: readonly string[] = ['kysely', 'pg', 'pg-cursor', 'pg-copy-streams'];
/** Only `platform/` and the root files know which web server, worker and template engine there are. */
export const HOUSE_PACKAGES: readonly string[] = ['fastify', 'graphile-worker', 'nunjucks'];

/** The one file where days come from Temporal, the one where the clock is read, the one that reads the environment. */
export const TEMPORAL_FILE = 'src/calendar/day.ts';
export const CLOCK_FILE = 'src/platform/clock.ts';
export const ENVIRONMENT_FILE = 'src/platform/config.ts';
/** The one file where `any` and type suppressions may stand, should a library leave no other way. */
export const UNTYPED_FILE = 'src/platform/untyped.ts';
/** The one folder where code writes mark-up (SVG) and templates print it unescaped. */
export const CHARTS_FOLDER = 'src/platform/layout/charts/';

/** Sizes in lines. `median` and `p90` are of all code outside tests. */
export const SIZES = {
  code: { file: 250, function: 40 },
  test: { file: 400, function: 80 },
  fileP90: 120,
  functionMedian: 8,
  functionP90: 20,
  parameters: 4,
} as const;

/** Names that say nothing of what is inside: never a file or folder. */
export const FORBIDDEN_NAMES: readonly string[] = [
  'utils', 'util', 'helpers', 'helper', 'common', 'shared', 'lib', 'services', 'service', 'repositories', 'repository',
  'controllers', 'controller', 'models', 'model', 'misc',
];
/** Nor, as a part of a name between hyphens, these. */
export const FORBIDDEN_PARTS: readonly string[] = ['utils', 'util', 'helpers', 'helper', 'misc'];
