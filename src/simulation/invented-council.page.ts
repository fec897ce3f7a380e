// The page on which an invented council comes into being, for whoever looks round.
import { z } from 'zod';
import { type Database, whole } from '../platform/database.ts';
import { queueJob } from '../platform/jobs.ts';
import { address } from '../platform/web-address.ts';
import { type Answer, NOT_FOUND, page, type PageRequest, post, type Route } from '../platform/web-route.ts';
import { recordView } from '../staff/access.sql.ts';
import { signInAddress } from '../staff/addresses.ts';
import { type Inventing, inventingProgress } from './inventing.sql.ts';
import { INVENTING } from './invented-council.ts';

export const inventedCouncilAddress = address('/invented-council');

/** How far the invented council is; anybody may see it, for it tells of nobody. */
export const inventedCouncilRoutes: readonly Route[] = [
  page({ address: inventedCouncilAddress, who: 'anyone', answer: show }),
  post({ address: inventedCouncilAddress, who: 'anyone', form: z.object({}), answer: startAgain }),
];

/** Has the children of the demo database made in the background; asked twice, it is done once. */
export function askForCouncil(db: Database): Promise<void> {
  return queueJob(db, INVENTING, {}, INVENTING);
}

type Request = Pick<PageRequest<'/invented-council', 'anyone', object, unknown>, 'db' | 'site'>;

async function show({ db, site }: Request): Promise<Answer> {
  if (site.kind !== 'demo') return NOT_FOUND;
  const model = { ...stateOf(await inventingProgress(db, INVENTING)), links: { here: inventedCouncilAddress(), signIn: signInAddress() } };
  return { page: 'simulation/invented-council.njk', model, shows: 'nobody' };
}

function stateOf({ children, of, queued, failed }: Inventing): object {
  const state = children >= of ? 'ready' : failed ? 'failed' : queued ? 'at work' : 'stopped';
  return { state, children, of, percent: Math.floor((100 * children) / of) };
}

async function startAgain({ db, site }: Request): Promise<Answer> {
  if (site.kind !== 'demo') return NOT_FOUND;
  const { children, of, queued } = await inventingProgress(db, INVENTING);
  if (children < of && !queued) {
    await whole(db, async (tx) => {
      await askForCouncil(tx);
      await recordView(tx, { staffId: 'somebody unknown' }, { what: 'invented council asked for', route: 'POST /invented-council', children: [] });
    });
  }
  return { goTo: inventedCouncilAddress() };
}
