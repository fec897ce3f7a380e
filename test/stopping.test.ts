import { once } from 'node:events';
import { Agent, get, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { test } from 'node:test';
import { testApp } from './visitor.ts';

test('stopping waits for no connection over which nothing is asked: kept alive after an answer, or opened beforehand', { timeout: 45_000 }, async (t) => {
  const site = await testApp(t);
  const port = Number(new URL(await site.app.listen({ host: '127.0.0.1', port: 0 })).port);
  const agent = new Agent({ keepAlive: true });
  t.after(() => agent.destroy());
  const [answer] = (await once(get({ agent, port, host: '127.0.0.1', path: '/help' }), 'response')) as [IncomingMessage];
  await once(answer.resume(), 'end');
  const early = connect(port, '127.0.0.1');
  await once(early, 'connect');
  const half = connect(port, '127.0.0.1');
  await once(half, 'connect');
  half.write('GET /help HTTP/1.1\r\n');
  // A reset is an end too.
  const ends = [early, half].map((socket) => new Promise((resolve) => socket.on('error', () => {}).once('close', resolve)));
  // Left alone, these would last for a minute and more.
  await site.app.close();
  await Promise.all(ends);
});
