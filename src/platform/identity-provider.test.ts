import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test, type TestContext } from 'node:test';
import { providerTrouble } from './identity-provider.ts';

async function troubleWith(t: TestContext, answer: (response: ServerResponse) => void): Promise<string | null> {
  const server = createServer((_, response) => answer(response.writeHead(200, { 'content-type': 'application/json' }))).listen(0, '127.0.0.1');
  t.after(() => server.close());
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return providerTrouble({ issuer: `http://127.0.0.1:${port}`, clientId: 'sightline', clientSecret: 'secret', secretFile: null, strengths: [], localAccounts: 'everybody' });
}

test('a provider that breaks off does not answer; one that says nothing sensible, or names another, is another', async (t) => {
  const half = (response: ServerResponse): void => void response.write('{"issuer":', () => response.destroy());
  assert.equal(await troubleWith(t, half), 'it does not answer');
  for (const text of ['{"issuer":', '{"issuer":"https://login.other.invalid"}', '[]']) assert.equal(await troubleWith(t, (response) => void response.end(text)), 'what answers is not the provider of that name', text);
});
