// What search tells of a record that the searcher may not open (SEC-24), and what of it is in the access log (AUD-01).
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { sql } from 'kysely';
import { boxesIn, dayBoxes, recordStory, textOf } from '../../test/cases.ts';
import { addPerson } from '../../test/people.ts';
import { testApp, tokenIn } from '../../test/visitor.ts';
import { caseReference } from '../case-history/case-reference.ts';

const site = await testApp({ after });
const caseworker = await site.signedIn('caseworker');
const guardian = await addPerson(site.db, 'head-of-service');
const closed = await recordStory(site.db, [
  ['PERSON', null, { surname: 'Quxworthy-Vane', forename: 'Zuleika Mai', dob: '2017-03-27', upn: 'Z999000000123', nhsNumber: '9990000018', postcode: 'ZZ7 7QX' }],
  ['REQUEST_RECEIVED', '2026-10-01'], ['RESTRICTED', '2026-10-02', { reason: 'ADOPTION', guardian: guardian.id }],
]);
await recordStory(site.db, [['PERSON', null, { surname: 'Quxworthy', forename: 'Ottoline', dob: '2017-03-27' }]]);

async function search(words: string): Promise<{ text: string; html: string }> {
  const { body } = await caseworker.fill('/children', { search: words });
  return { text: textOf(body), html: body };
}

const notice = /There may be a record that you may not open\. If you need it for your work, ask (.+?)\. /;
const told = ['Zuleika', 'Mai', 'Quxworthy', 'Vane', '27 Mar', 'ZZ7', caseReference(closed), closed, '13 Oct', 'ADOPTION'];

test('an exact number, or a full name with the date of birth, is told that there may be one and whom to ask, and nothing else', async () => {
  for (const words of [caseReference(closed), 'Z999000000123', '999 000 0018', 'zuleika quxworthy 27/3/2017', 'Quxworthy-Vane Zuleika Mai 27 March 2017']) {
    const { text, html } = await search(words);
    assert.ok(guardian.name !== '' && notice.exec(text)?.[1] === guardian.name, `${words}: ${text}`);
    const rest = html.replaceAll(/Ottoline Quxworthy|27 Mar 2017|27 March 2014|(?:value|nonce)="[^"]*"|“[^”]*”|Search for the name|<button[^>]*>[^<]*/g, '');
    for (const canary of told) assert.ok(!rest.includes(canary), `${words} shows ${canary}`);
  }
});

test('anything less is told nothing at all', async () => {
  for (const words of ['zuleika', 'quxworthy vane', 'zuleika quxworthy', 'zuleika 27/3/2017', 'quxworthy 27/3/2017', '27/3/2017', 'zuleika quxworthy 28/3/2017', 'zuleika quxworthy ann 27/3/2017', 'Z999000000124']) {
    const { text, html } = await search(words);
    assert.doesNotMatch(text, notice, words);
    assert.ok(!html.includes(closed) && !html.includes('Vane'), words);
  }
});

test('what was searched for and whose record was found or hinted at is in the access log', async () => {
  await search('Z999000000123');
  const { rows } = await sql<object>`SELECT what, text AS criteria, array(SELECT child_id FROM access_child WHERE view_id = id) AS children
    FROM access_view LEFT JOIN access_content ON view_id = id WHERE viewer = ${caseworker.staffId} AND what = 'search' ORDER BY id DESC LIMIT 1`.execute(site.db);
  assert.deepEqual(rows, [{ what: 'search', criteria: 'Z999000000123', children: [closed] }]);
});

test('a number of a closed record is answered as one that nobody has, but for whom to ask, and both searches are entered', async () => {
  const answered = async (words: string): Promise<{ statusCode: number; location: unknown; text: string; entered: object | undefined }> => {
    const { statusCode, headers, body } = await caseworker.fill('/children', { search: words });
    const { rows: [entered] } = await sql<object>`SELECT what, text AS criteria, array(SELECT child_id FROM access_child WHERE view_id = id) AS children FROM access_view LEFT JOIN access_content ON view_id = id WHERE viewer = ${caseworker.staffId} ORDER BY id DESC LIMIT 1`.execute(site.db);
    return { statusCode, location: headers.location, text: textOf(body).replace(notice, '').replace(' whom you may see', '').replaceAll(words, ''), entered };
  };
  // Of the same form: a reference without a digit, which one in forty is, may be two names just as well.
  const another = caseReference(closed).replace(/.$/, (last) => (/\d/.test(last) ? String((Number(last) + 1) % 10) : last === 'A' ? 'B' : 'A'));
  for (const [held, ofNobody] of [['Z999000000123', 'Z999000000124'], ['9990000018', '9990000026'], [caseReference(closed), another]] as const) {
    const [one, none] = [await answered(held), await answered(ofNobody)];
    assert.deepEqual({ ...one, entered: null }, { ...none, entered: null }, held);
    assert.deepEqual([one.statusCode, one.location], [200, undefined]);
    assert.deepEqual([one.entered, none.entered], [{ what: 'search', criteria: held, children: [closed] }, { what: 'search', criteria: ofNobody, children: [] }]);
  }
});

test('a search of several things that finds nobody offers each of them alone', async () => {
  const { html, text } = await search('Nobodine Vexmarsh 1/2/2016');
  assert.match(text, /Nobody found .* A wider search may help: Search for the name “Nobodine” alone Search for the name “Vexmarsh” alone Search for the date of birth alone/);
  assert.match(html, /<button class="sl-link-button" name="search" value="1\/2\/2016">/);
  assert.match((await search('9990000026')).text, /Check each digit/);
});

test('whoever is about to add the child again is told too, also by a number beside another one', async () => {
  const begun = await caseworker.post('/children/new/form', { token: tokenIn((await search('quxworthy')).html) });
  const same = { 'fact-surname': 'Quxworthy-Vane', 'fact-forename': 'Zuleika', ...dayBoxes('fact-dob', '2017-03-27') };
  for (const answers of [same, { ...same, 'fact-surname': 'Nobodine', 'fact-upn': 'Z999000000555', 'fact-nhsNumber': '9990000018' }]) {
    const { body } = await caseworker.post('/children/new', { ...boxesIn(begun.body), ...answers, step: 'check' } as Record<string, string>);
    assert.ok(textOf(body).includes(`There may be a record of this child that you may not open. Ask ${guardian.name} before you add another.`), textOf(body));
    assert.ok(!body.includes(closed));
  }
});
