import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { recordStory, zuleika } from '../../test/cases.ts';
import { testApp } from '../../test/visitor.ts';
import { ownDerive } from '../casework/own-derive.file.ts';
import { operatorNamed } from '../platform/viewer.ts';
import { caseFile, dutiesWith } from './children.sql.ts';

const site = await testApp({ after });
const viewer = operatorNamed('test');

test('entries and dates of a case are of one state while it is being changed', async () => {
  const child = await recordStory(site.db, [zuleika, ['REQUEST_RECEIVED', '2026-03-02']]);
  let changing = true;
  const changes = (async () => {
    for (let day = 10; day < 28; day += 1) await recordStory(site.db, [['ADVICE_REQUESTED', `2026-04-${day}`, { body: 'HEALTH' }]], { child });
    changing = false;
  })();
  const seen = new Set<number>();
  while (changing) {
    const file = await caseFile(site.db, viewer, child, site.clock.now);
    assert.ok(!('closed' in file));
    assert.deepEqual(file.duties, await dutiesWith(site.db, ownDerive(), file.entries));
    seen.add(file.lastSeq);
  }
  await changes;
  assert.ok(seen.size > 3, `${seen.size} states were seen`);
});
