import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { textOf } from '../../../test/cases.ts';
import { testApp } from '../../../test/visitor.ts';

const site = await testApp({ after });
const visitor = site.visitor();

async function search(typed: string): Promise<{ status: number; body: string; titles: string[] }> {
  const { statusCode, body } = await visitor.fill('/help', { search: typed });
  const list = /<ol class="govuk-list govuk-list--spaced">([\s\S]*?)<\/ol>/.exec(body)?.[1] ?? '';
  return { status: statusCode, body, titles: [...list.matchAll(/href="[^"]*">([^<]+)<\/a>/g)].map(([, title = '']) => title) };
}

/** What an officer types, and what is to be among the first three. */
const table: readonly (readonly [typed: string, first: string])[] = [
  ['record an event', 'Recording an event'], ['recording events', 'Recording an event'], ['how do I find a case', 'Finding a case'], ['timeline', 'Timeline of a case'],
  ['due day', 'due day'], ['DUE DAYS', 'due day'], ['sign in', 'Signing in'], ['correct', 'correction'], ['line of sight', 'line of sight'],
];

/** What an officer mistypes, as what it is read, and what is to be among the first three. */
const misspelt: readonly (readonly [typed: string, meant: string, first: string])[] = [
  ['quarantene', 'quarantine', 'quarantine'], ['restrited record', 'restricted record', 'restricted record'], ['Tribunl', 'tribunal', 'appeal'],
  ['signign in', 'signing in', 'Signing in'], ['how do I alocate a case', 'how do I allocate a case', 'allocation'], ['acess log', 'access log', 'Access log'], ['amened', 'amendments', 'representations'],
];

describe('the search of the help', () => {
  for (const [typed, first] of table) {
    test(`“${typed}” finds “${first}” among the first three`, async () => {
      const { titles } = await search(typed);
      assert.ok(titles.slice(0, 3).includes(first), titles.join(', '));
    });
  }

  for (const [typed, meant, first] of misspelt) {
    test(`“${typed}” is read as “${meant}”, and finds “${first}” among the first three`, async () => {
      const { titles, body } = await search(typed);
      assert.match(textOf(body), new RegExp(`\\d+ results? for “${meant}” The help does not have “${typed}”\\.`));
      assert.ok(titles.slice(0, 3).includes(first), titles.join(', '));
    });
  }

  test('a word that the help has, or that begins one, is taken as it is, and one that is like none of them too', async () => {
    for (const typed of ['quarantine', 'quarant', 'review', 'late']) assert.doesNotMatch(textOf((await search(typed)).body), /does not have/, typed);
    assert.match(textOf((await search('quarantene xylophone')).body), /for “quarantine xylophone”/);
  });

  test('words in what a page says find it, after those that have them in the title', async () => {
    const { titles, body } = await search('access log');
    assert.ok(titles.includes('Finding a case'), titles.join(', '));
    assert.match(titles[0] ?? '', /access/i);
    assert.match(textOf(body), /\d+ results? for “access log”/);
  });

  test('says where nothing is found, and what to try', async () => {
    const { status, body } = await search('xylophone');
    assert.equal(status, 200);
    assert.match(textOf(body), /Nothing found for “xylophone” Try one word/);
  });

  test('asks for a word where none is typed, and keeps no more than fits', async () => {
    for (const typed of ['  ', '\u200B']) assert.match(textOf((await search(typed)).body), /Enter what you look for/);
    assert.match(textOf((await search('x'.repeat(201))).body), /Enter 200 characters or fewer/);
    assert.doesNotMatch((await search('<b>date</b>')).body, /<b>date/);
  });
});
