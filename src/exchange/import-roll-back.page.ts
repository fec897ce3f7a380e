import { z } from 'zod';
import type { Derive } from '../casework/derivation.ts';
import { type Answer, NOT_FOUND, page, type PageRequest, post, type Route } from '../platform/web-route.ts';
import { countText } from '../platform/layout/format.ts';
import { may } from '../staff/rights.ts';
import { importAddress, rollBackAddress } from './import-addresses.ts';
import { batchTitle } from './import-batch.ts';
import { batchNamed } from './import-batch.sql.ts';
import { consequencesOf, rollBack } from './import-roll-back.sql.ts';

const who = may('import-files');

/** Rolling a batch back: what that would do, and doing it. `derive` is asked for once it is needed. */
export function rollBackRoutes(derive: () => Derive): Route[] {
  return [
    page({ address: rollBackAddress, who, answer: confirm }),
    post({ address: rollBackAddress, who, form: z.object({}), answer: (request) => carryOut(request, derive) }),
  ];
}

type Asked = Omit<PageRequest<'/imports/:batch/roll-back', object, object, unknown>, 'form'>;

async function confirm({ db, parts }: Asked, refused?: string): Promise<Answer> {
  const batch = await batchNamed(db, parts.batch);
  // The same form, sent at the same time or before, may have done it.
  if (batch?.state === 'rolled-back') return { goTo: importAddress({ batch: batch.id }) };
  if (batch?.state !== 'done') return NOT_FOUND;
  const consequences = await consequencesOf(db, batch.id);
  const leaning = consequences.leaning.map(({ batch: later, ...one }) => ({ ...one, href: importAddress({ batch: later }) }));
  const model = {
    batch, heading: batchTitle(batch), consequences, leaning, errors: refused === undefined ? [] : [{ field: '', message: refused }],
    links: { back: importAddress({ batch: batch.id }), here: rollBackAddress({ batch: batch.id }) },
  };
  return { page: 'exchange/import-roll-back.njk', model, shows: 'nobody' };
}

async function carryOut(request: Asked, derive: () => Derive): Promise<Answer> {
  const { db, viewer, parts } = request;
  const batch = await batchNamed(db, parts.batch);
  if (batch === null) return NOT_FOUND;
  const goTo = importAddress({ batch: batch.id });
  if (batch.state === 'rolled-back') return { goTo };
  const done = await rollBack(db, derive(), batch, viewer.staffId);
  if ('refused' in done) return confirm(request, done.refused);
  return { goTo, notice: `The file was rolled back. It had ${countText(done.retracted, 'entry', 'entries')} of ${countText(done.children, 'child', 'children')}, which no longer ${done.retracted === 1 ? 'holds' : 'hold'}.` };
}
