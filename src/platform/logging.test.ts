import assert from 'node:assert/strict';
import { test } from 'node:test';
import { errorFields, makeLog } from './logging.ts';

function logged(style: 'json' | 'text'): string[] {
  const lines: string[] = [];
  const log = makeLog('info', style, (line) => lines.push(line)).with({ process: 'web' });
  log.debug('Not heard.');
  log.info('A page was sent.', { request: 'BCDF2345' });
  log.warn('Slow.');
  return lines;
}

test('as JSON, each line is one object with its fields', () => {
  const [first = '', second = ''] = logged('json');
  const { at, ...rest } = JSON.parse(first) as Record<string, unknown>;
  assert.match(String(at), /^\d{4}-\d\d-\d\dT.*Z$/);
  assert.deepEqual(rest, { level: 'info', message: 'A page was sent.', process: 'web', request: 'BCDF2345' });
  assert.match(second, /"level":"warn"/);
});

test('for reading, a line is a time, a text and its fields', () => {
  const [first = '', second = ''] = logged('text');
  assert.match(first, /^\d\d:\d\d:\d\d A page was sent\. process=web request=BCDF2345$/);
  assert.match(second, /^\d\d:\d\d:\d\d warn: Slow\. process=web$/);
});

test('of an error of the database only the code is told: its message may quote a person', () => {
  const error = Object.assign(new Error('invalid input: "Ann Example"'), { code: '22P02', severity: 'ERROR' });
  assert.doesNotMatch(JSON.stringify(errorFields(error)), /Ann/);
  assert.equal(errorFields(error)['error'], 'database error 22P02');
  assert.equal(errorFields(new RangeError('too far'))['error'], 'RangeError: too far');
});

test('what caused an error is told with it, as far as an error by itself would be', () => {
  const because = (cause: unknown): unknown => errorFields(new Error('it did not come to an end', { cause }))['cause'];
  assert.equal(because(new RangeError('too far')), 'RangeError: too far');
  assert.equal(because(Object.assign(new Error('invalid input: "Ann Example"'), { code: '22P02', severity: 'ERROR' })), 'database error 22P02');
  assert.equal(because('Ann Example'), undefined);
});
