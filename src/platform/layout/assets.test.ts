import assert from 'node:assert/strict';
import { test } from 'node:test';
import { buildAssets } from './assets.ts';

test('styles and script together weigh at most 150 KB compressed, and borrow no brand', async () => {
  const { css, js, files } = await buildAssets();
  const [styles, script] = [files.get(css), files.get(js)];
  assert.ok(styles && script);
  assert.ok(styles.gzip.length + script.gzip.length <= 150 * 1024);
  const text = styles.plain.toString();
  assert.deepEqual(text.match(/GDS Transport|@font-face|govuk-crest|govuk-logotype|url\("?https?:/g) ?? [], []);
  const named = [...text.matchAll(/url\("?(\/assets\/[^")]+)"?\)/g)].map(([, address = '']) => address);
  assert.ok(named.length > 0);
  for (const address of named) assert.ok(files.has(address), address);
});
