import assert from 'node:assert/strict';
import { test } from 'node:test';
import { routesOf } from './app.ts';
import { ROLES } from './staff/rights.ts';

test('every right that a route asks for is held by some role', () => {
  const held = new Set<string>(Object.values(ROLES).flatMap(({ rights }) => rights));
  for (const { who, pattern } of routesOf({ config: { dataDir: 'data', publicAddress: null }, fillDemo: async () => {} })) {
    if (typeof who === 'object') assert.ok(held.has(who.right), `${pattern}: ${who.right}`);
  }
});
