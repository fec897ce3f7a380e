// Approving a return: what would become of its rows, and what would change in figures.
import { hash } from 'node:crypto';
import { z } from 'zod';
import { queueJob } from '../platform/jobs.ts';
import { type Answer, page, type PageRequest, post, type Route } from '../platform/web-route.ts';
import { may } from '../staff/rights.ts';
import { importAddress, importProblemsAddress, importRowsAddress, returnApproveAddress, returnDropAddress, returnStepsAddress } from './import-addresses.ts';
import { OUTCOMES, type Outcome } from './import-balance.ts';
import { batchTitle, NO_AUTHORITY } from './import-batch.ts';
import { approveBatch, enterBatch } from './import-batch.sql.ts';
import type { ComparedReturn } from './return-compared.ts';
import { returnFiles } from './return-folder.file.ts';
import { returnInHand, type ReturnInHand } from './return-in-hand.sql.ts';
import { FIGURE_CAUSES } from './tracker-figures.ts';

const who = may('import-files');
const approveForm = z.object({ compared: z.string().max(64) });

/** Approving a return. `dataDir` is where its file is kept. */
export function returnApproveRoutes({ dataDir }: { readonly dataDir: string }): Route[] {
  return [
    page({ address: returnApproveAddress, who, answer: (request) => approval(request, dataDir) }),
    post({ address: returnApproveAddress, who, form: approveForm, answer: (request) => approve(request, dataDir) }),
  ];
}

type Seen = Pick<PageRequest<'/imports/:batch/approve', object, object, never>, 'db' | 'parts'>;

const inHand = ({ db, parts }: Seen, dataDir: string): Promise<ReturnInHand | null> => returnInHand(db, parts.batch, (id) => returnFiles(dataDir, id));

const otherSum = 'The file was compared again since you opened this page. Nothing was loaded. Look at what will happen now, and approve that.';
const digestOf = (sum: ComparedReturn): string => hash('sha256', JSON.stringify(sum), 'hex').slice(0, 32);

async function approval(seen: Seen, dataDir: string, problem?: string): Promise<Answer> {
  const file = await inHand(seen, dataDir);
  if (file?.sum == null || file.figures === null || file.stale) return { goTo: returnStepsAddress(seen.parts) };
  const { batch, sum, figures: { changes } } = file;
  const own = { batch: batch.id };
  const balance = (Object.keys(OUTCOMES) as Outcome[]).map((name) => ({ ...OUTCOMES[name], count: sum.balance[name], href: importRowsAddress(own, { outcome: name }) }));
  const changed = changes.filter(({ before, after }) => before !== after).map((figure) => ({
    ...figure, causes: figure.causes.map(({ of, rows, change }) => ({ count: rows.length, about: FIGURE_CAUSES[of], change, href: importRowsAddress(own, { figure: figure.id, of }) })),
  }));
  const model = {
    compared: digestOf(sum), heading: batchTitle({ ...batch, year: sum.year }), sum, balance, changed, same: changes.filter(({ before, after }) => before === after).length,
    noAuthority: sum.lea === null ? NO_AUTHORITY : null, errors: problem === undefined ? [] : [{ field: '', message: problem }],
    links: { back: returnStepsAddress(own), here: returnApproveAddress(own), drop: returnDropAddress(own), values: importProblemsAddress(own), rows: importRowsAddress(own) },
  };
  return { page: 'exchange/return-approve.njk', model, shows: 'nobody' };
}

async function approve(seen: PageRequest<'/imports/:batch/approve', object, object, z.infer<typeof approveForm>>, dataDir: string): Promise<Answer> {
  const file = await inHand(seen, dataDir);
  if (file === null) return { goTo: returnStepsAddress(seen.parts) };
  const { batch: { id }, sum, figures, stale } = file;
  if (sum === null || figures === null || stale) return { goTo: returnStepsAddress({ batch: id }) };
  if (!seen.form.ok || seen.form.values.compared !== digestOf(sum)) return approval(seen, dataDir, otherSum);
  await enterBatch(seen.db, seen.viewer, { id, what: 'file approved', route: 'POST /imports' }, async (tx) => {
    if (await approveBatch(tx, id)) await queueJob(tx, 'import', { batch: id }, `import ${id}`);
  });
  return { goTo: importAddress({ batch: id }) };
}
