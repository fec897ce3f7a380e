import assert from 'node:assert/strict';
import { test } from 'node:test';
import { closingWords } from './closing-words.ts';

const tap = `TAP version 13
# Subtest: a list
    # Subtest: is long
    not ok 1 - is long
      ---
      duration_ms: 1.09
      location: '/here/test/list.test.ts:4:3'
      failureType: 'testCodeFailure'
      error: |-
        The input did not match the regular expression /nothing/. Input:
        
        '${'<li>'.repeat(5000)}'
        
      code: 'ERR_ASSERTION'
      stack: |-
        TestContext.<anonymous> (file:///here/test/list.test.ts:4:46)
        a second line
      ...
    # Subtest: is there
    ok 2 - is there
      ---
      duration_ms: 0.1
      ...
    1..2
not ok 1 - a list
  ---
  location: '/here/test/list.test.ts:3:1'
  failureType: 'subtestsFailed'
  error: '1 subtest failed'
  ...
# Error: the cellar is full
# Subtest: /here/test/cellar.test.ts
not ok 2 - /here/test/cellar.test.ts
  ---
  location: '/here/test/cellar.test.ts:1:1'
  failureType: 'testCodeFailure'
  exitCode: 1
  error: 'test failed'
  ...
1..2
`;

test('each failure is told with its file and the beginning of its message, and no test that only stands around it', () => {
  const lines = closingWords(tap).split('\n');
  assert.equal(lines[0], '2 failed, in short:');
  assert.deepEqual(lines.slice(2, 4), ['/here/test/list.test.ts:4:3  is long', '    The input did not match the regular expression /nothing/. Input:']);
  assert.match(lines[4] ?? '', /<li>.* … \(20006 characters\)$/);
  assert.deepEqual(lines.slice(5), [
    '    TestContext.<anonymous> (file:///here/test/list.test.ts:4:46)', '    a second line', '',
    '/here/test/cellar.test.ts:1:1  /here/test/cellar.test.ts', '    Error: the cellar is full', '    test failed',
  ]);
});

test('of very many failures twenty are told', () => {
  const many = Array.from({ length: 30 }, (_, i) => `not ok ${i} - n\n  ---\n  location: 'f:${i}:1'\n  error: 'e'\n  ...\n`).join('');
  assert.match(closingWords(many), /^30 failed[^]*f:19:1[^]*\nand 10 more$/);
});
