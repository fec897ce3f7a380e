// An allocation: what it will change and what it leaves out, carrying it out, and what became of each case.
import { z } from 'zod';
import type { Derive } from '../casework/derivation.ts';
import { caseAddress } from '../children/addresses.ts';
import { nameOf } from '../children/subject-bar.ts';
import { whole } from '../platform/database.ts';
import { queueJob } from '../platform/jobs.ts';
import { paging } from '../platform/layout/paging.ts';
import { type Answer, NOT_FOUND, page, type PageRequest, post, type Route } from '../platform/web-route.ts';
import { recordView } from '../staff/access.sql.ts';
import { may } from '../staff/rights.ts';
import { allocationAddress } from './addresses.ts';
import { type Allocation, type AllocationLine, FEW_CASES } from './allocation.ts';
import { allocationLines, allocationNamed, moveAllocation } from './allocation.sql.ts';
import { carryOut } from './carry-out.sql.ts';

const who = may('allocate');
const query = z.object({ page: z.coerce.number().int().optional().catch(undefined), left: z.literal('out').optional().catch(undefined) });
const form = z.object({ step: z.enum(['allocate', 'drop']) });
const SIZE = 50;

type Asking = PageRequest<'/allocations/:allocation', typeof who, z.infer<typeof query>, never>;
type Posting = PageRequest<'/allocations/:allocation', typeof who, object, z.infer<typeof form>>;

/** The pages of an allocation. */
export function allocationRoutes(derive: () => Derive): Route[] {
  return [
    page({ address: allocationAddress, who, query, answer: show }),
    post({ address: allocationAddress, who, form, answer: (request) => receive(request, derive) }),
  ];
}

async function show({ db, viewer, parts, query: { page: asked = 1, left }, now }: Asking): Promise<Answer> {
  const allocation = await allocationNamed(db, viewer, parts.allocation);
  if (allocation === null) return NOT_FOUND;
  const leftOut = left === 'out';
  const out = allocation.skipped + allocation.refused;
  const link = (number: number): string => allocationAddress({ allocation: allocation.id }, { left, page: number });
  const pages = paging(asked, leftOut ? out : allocation.all - out, link, SIZE);
  const lines = await allocationLines(db, viewer, { id: allocation.id, leftOut, now }, { limit: SIZE, offset: pages.before });
  return {
    page: 'worklists/allocation.njk', shows: lines.length === 0 ? 'nobody' : { what: 'allocation', children: lines.flatMap(({ childId, open }) => (open ? [childId] : [])) },
    model: {
      allocation, leftOut, out, given: allocation.all - out, lines: lines.map(lineOf), page: pages.page, pagination: pages.pagination, action: allocationAddress({ allocation: allocation.id }),
      back: { href: allocation.list, text: allocation.rule === 'evenly' ? 'Team' : 'Cases' }, ways: waysOf(allocation, out, leftOut), refreshSeconds: allocation.state === 'running' ? 2 : null,
    },
  };
}

function waysOf({ id, all, state }: Allocation, out: number, leftOut: boolean): object[] {
  const words = state === 'done' ? 'Allocated' : 'To be allocated';
  return [{ text: words, count: all - out, current: !leftOut, href: allocationAddress({ allocation: id }) }, { text: 'Left out', count: out, current: leftOut, href: allocationAddress({ allocation: id }, { left: 'out' }) }];
}

const lineOf = (line: AllocationLine): object => ({ ...(line.open ? { href: caseAddress({ childId: line.childId }), name: nameOf(line) } : { name: 'Restricted record' }), reference: line.reference ?? '', from: line.from ?? 'Nobody', to: line.to, done: line.outcome === 'allocated', reason: line.reason });

async function receive({ db, viewer, parts, form: read, now }: Posting, derive: () => Derive): Promise<Answer> {
  const allocation = await allocationNamed(db, viewer, parts.allocation);
  if (allocation === null || !read.ok) return NOT_FOUND;
  const { id } = allocation;
  if (read.values.step === 'drop') {
    await whole(db, async (tx) => {
      if (await moveAllocation(tx, id, 'dropped', now)) await recordView(tx, viewer, { what: 'allocation dropped', route: 'POST /allocations', children: [] });
    });
    return { goTo: allocation.list, notice: 'Nothing was allocated.' };
  }
  // Sent twice, the second finds it running or done, and only shows how far it is.
  const moved = await whole(db, async (tx) => {
    if (!await moveAllocation(tx, id, 'running', now)) return false;
    await recordView(tx, viewer, { what: 'allocation begun', route: 'POST /allocations', children: [] });
    // Also for few, which are carried out here: the job finishes what a fault leaves open.
    await queueJob(tx, 'allocation', { allocation: id }, `allocation ${id}`);
    return true;
  });
  if (moved && allocation.open <= FEW_CASES) await carryOut(db, derive(), id, now);
  return { goTo: allocationAddress({ allocation: id }) };
}
