import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkPage, openDesk } from '../../test/browser.ts';
import { testApp } from '../../test/visitor.ts';
import { ownDerive } from '../casework/own-derive.file.ts';
import { askForCouncil } from './invented-council.page.ts';
import { goOnInventing } from './invented-council.sql.ts';
import { councilToLookRound } from './inventing.sql.ts';

test('looking round asks for a council, tells how far it is, and offers to sign in once it is there', async (t) => {
  const { visitor, db, setUpLink } = await testApp(t, [], { fillDemo: askForCouncil });
  const someone = visitor();
  assert.equal((await someone.open('/invented-council')).statusCode, 404);
  const link = await setUpLink();
  assert.equal((await someone.fill(link, {}, `${link}/look-round`)).headers.location, '/invented-council');
  assert.match((await someone.open('/invented-council')).body, /Making up a council[^]*0 of 1,500 children[^]*data-refresh|data-refresh-seconds[^]*0 of 1,500 children/);
  const council = await councilToLookRound(db);
  assert.deepEqual({ ...council }, { children: 1500, seed: 2026, service: 'average', until: '2026-11-20' });
  const seen: number[] = [];
  await assert.rejects(goOnInventing(db, ownDerive(), council ?? assert.fail(), (children) => { seen.push(children); if (children === 1000) throw new Error('killed'); }), /killed/);
  assert.match((await someone.open('/invented-council')).body, /1,000 of 1,500 children/);
  assert.equal(await goOnInventing(db, ownDerive(), council ?? assert.fail()), 1500);
  assert.match((await someone.open('/invented-council')).body, /The invented council is ready[^]*href="\/sign-in"/);
});

test('a filling that stopped for good can be asked to go on', async (t) => {
  const { visitor, setUpLink } = await testApp(t);
  const someone = visitor();
  const link = await setUpLink();
  await someone.fill(link, {}, `${link}/look-round`);
  assert.match((await someone.open('/invented-council')).body, /It stopped at 0 of 1,500 children/);
  await someone.fill('/invented-council', {});
  assert.match((await someone.open('/invented-council')).body, /Making up a council[^]*See how far it is now/);
});

for (const scripts of [true, false]) {
  test(`the page of progress is sound ${scripts ? 'with' : 'without'} scripts`, async (t) => {
    const desk = await openDesk(t, { scripts });
    await desk.open(await desk.site.setUpLink());
    await desk.page.getByRole('button', { name: 'Look round an invented council' }).click();
    await checkPage(desk, `invented-council-stopped-${scripts}`);
    await desk.page.getByRole('button', { name: 'Go on' }).click();
    await desk.page.getByRole('status').waitFor();
    await checkPage(desk, `invented-council-at-work-${scripts}`);
  });
}
