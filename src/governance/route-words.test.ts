import assert from 'node:assert/strict';
import { test } from 'node:test';
import { routeInWords } from './route-words.ts';

for (const [route, words] of [
  ['GET /children/:childId', 'Page: Case overview'], ['GET /children/:childId/timeline', 'Page: Timeline of a case'], ['POST /children/:childId/record', 'Form: Recording an event'],
  ['GET /figures/:measure/rows.csv', 'File: Rows behind the number'], ['GET /my-work/file/:format', 'File: My work'], ['POST /children', 'Form: Finding a case'],
  ['POST /sign-out', 'Form: Signing in'], ['POST /allocations', 'Form: Sharing out and allocating'], ['POST /trackers', 'Form: Loading or comparing a tracker'],
  ['figures rows', 'figures rows'], ['GET /live', 'GET /live'],
] as const) test(`"${route}" reads "${words}"`, () => assert.equal(routeInWords(route), words));
