import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, describe, test } from 'node:test';
import { sql } from 'kysely';
import { boxesIn, dayBoxes, recordReturn, recordStory, returned, textOf, zuleika } from '../../test/cases.ts';
import { testApp, tokenIn } from '../../test/visitor.ts';
import { caseReference } from '../case-history/case-reference.ts';
import { mergeChildren } from '../casework/join.sql.ts';
import { ownDerive } from '../casework/own-derive.file.ts';
import { timelineAddress } from './addresses.ts';

const site = await testApp({ after });
const { db } = site;
const caseworker = await site.signedIn('caseworker');
const manager = await site.signedIn('team-manager');

async function read(path: string): Promise<string> {
  return textOf((await caseworker.open(path)).body);
}

async function search(words: string): Promise<{ goneTo: string | undefined; text: string; html: string }> {
  const answer = await caseworker.fill('/children', { search: words });
  return { goneTo: answer.headers.location, text: textOf(answer.body), html: answer.body };
}

describe('the overview', () => {
  const stories: [title: string, story: Parameters<typeof recordStory>[1], says: RegExp[]][] = [
    ['nothing recorded', [], [/No request recorded/, /No statutory date is running/]],
    ['a request', [['REQUEST_RECEIVED', '2026-11-02']], [/Request: decision whether to assess to come/, /14 December 2026 in 23 days In time/, /record: Told that it will assess Told that it will not assess/, /Time used : day 19 of 42|Time used day 19 of 42/]],
    ['a request overdue', [['REQUEST_RECEIVED', '2026-09-01']], [/1 overdue/, /Next statutory date 13 October 2026, overdue 39 days: /, /13 October 2026 Overdue 39 days/, /Due : 13 October 2026 How is this|Due 13 October 2026 How is this/]],
    ['advice awaited', [['REQUEST_RECEIVED', '2026-09-01'], ['DECISION_TO_ASSESS_NOTIFIED', '2026-10-01'], ['ADVICE_REQUESTED', '2026-10-05', { body: 'HEALTH' }]], [/Assessment: advice awaited/, /What is next .*Reply to the request for advice: Health\. .*Health : advice, asked for on 5 October 2026/]],
    ['a draft with the family', [['REQUEST_RECEIVED', '2026-09-01'], ['DECISION_TO_ASSESS_NOTIFIED', '2026-10-01'], ['DRAFT_PLAN_SERVED', '2026-11-16']], [/draft plan sent to the family/, /The family : views until 30 November 2026/]],
    ['an exception', [['REQUEST_RECEIVED', '2026-02-02'], ['DECISION_TO_ASSESS_NOTIFIED', '2026-03-02'], ['EXCEPTION_RECORDED', '2026-03-03', { limit: 'NA.FINAL_PLAN', category: 'EXCEPTIONAL_PERSONAL', why: 'In hospital' }]],
      [/\d+ days late, exception applies/, /Exceptional personal circumstances\. In hospital\./]],
    ['a plan in force', [['PLAN_FIRST_MADE', '2026-03-04']], [/Plan in force/, /Complete the yearly review/, /No primary need is recorded/, /No present placement is recorded/]],
    ['a plan that ended', [['PLAN_FIRST_MADE', '2020-03-04'], ['PLAN_CEASED', '2026-03-04', { reason: '2' }]], [/Plan ended on 4 March 2026/]],
    ['a plan that ended while an appeal could be brought', [['PLAN_FIRST_MADE', '2020-03-04'], ['CEASE_DECISION_NOTIFIED', '2026-03-02'], ['PLAN_CEASED', '2026-03-20', { reason: '2' }]],
      [/recorded as ended on 20 March 2026\. The plan must be kept while an appeal can be brought: it may end from 6 May 2026 .*section 45\(4\)\)\. Is that day right\?/]],
    ['a plan that ended while an appeal was open', [['PLAN_FIRST_MADE', '2020-03-04'], ['CEASE_DECISION_NOTIFIED', '2026-03-02'], ['APPEAL_LODGED', '2026-04-01'], ['PLAN_CEASED', '2026-08-20', { reason: '2' }]],
      [/An appeal about ending the plan is open/]],
    ['a yearly review overdue', [['PLAN_FIRST_MADE', '2024-03-04']], [/3 March 2025 Overdue 628 days Complete the yearly review\. First comes the meeting\. When it has been held, record: Review meeting held/, /1 overdue .*These are not legal duties .*Hold the review meeting by Passed \d+ days ago/]],
    ['a yearly review overdue, its meeting held', [['PLAN_FIRST_MADE', '2024-03-04'], ['REVIEW_MEETING_HELD', '2026-11-10']], [/Complete the yearly review\. When it is done, record: Told of the decision after the review/]],
    ['a yearly review overdue, a meeting of the year before held', [['PLAN_FIRST_MADE', '2023-03-04'], ['REVIEW_MEETING_HELD', '2024-01-10'], ['REVIEW_REPORT_SENT', '2024-01-15'], ['REVIEW_DECISION_NOTIFIED', '2024-02-01', { outcome: 'MAINTAIN' }]], [/Complete the yearly review\. First comes the meeting/]],
    ['a plan being amended, the next meeting arranged', [['PLAN_FIRST_MADE', '2025-12-04'], ['REVIEW_MEETING_HELD', '2026-10-05'], ['REVIEW_DECISION_NOTIFIED', '2026-10-26', { outcome: 'AMEND' }], ['REVIEW_SCHEDULED', '2026-11-09', { meetingDate: '2027-09-20' }]], [/Plan in force: being amended after the review/]],
    ['a step done late', [['REQUEST_RECEIVED', '2026-09-01'], ['DECISION_TO_ASSESS_NOTIFIED', '2026-10-20']], [/Decide whether to assess, and tell the family Done 7 days late/]],
    ['a certificate that a mediation adviser owes', [['MEDIATION_REQUESTED', '2026-10-12'], ['MEDIATION_HELD', '2026-11-09']], [/No statutory date is running/, /Who has the ball The mediation adviser : the certificate, due on 12 November 2026/, /These are not legal duties of the authority.*Mediation adviser issues the certificate Passed 9 days ago/]],
    ['an agreement of which a health commissioner tells', [['MEDIATION_REQUESTED', '2026-10-12'], ['MEDIATION_AGREEMENT_SIGNED', '2026-11-09', { effect: 'OTHER', appealable: false, laWasParty: false }]], [/These are not legal duties of the authority.*Health commissioner tells the authority of the agreement Passed 5 days ago/]],
    ['a move of which a health commissioner tells another', [['PLAN_FIRST_MADE', '2026-03-04'], ['MOVE', '2026-09-01', { icbAwareOn: '2026-09-02' }]], [/These are not legal duties of the authority.*Old health commissioner tells the new one Passed \d+ days ago/]],
    ['a refusal', [['REQUEST_RECEIVED', '2026-02-02'], ['DECISION_NOT_TO_ASSESS_NOTIFIED', '2026-03-02']], [/Not to be assessed, told on 2 March 2026/]],
  ];
  for (const [title, story, says] of stories) {
    test(title, async () => {
      const child = await recordStory(db, [zuleika, ...story]);
      const text = await read(`/children/${child}`);
      for (const words of says) assert.match(text, words);
      assert.match(text, /Zuleika Quxworthy.*Date of birth 27 March 2017 \(aged 9\)/);
    });
  }

  test('each date shows its working, its citation and the law that it rests on', async () => {
    const child = await recordStory(db, [zuleika, ['REQUEST_RECEIVED', '2026-09-15']]);
    const text = await read(`/children/${child}`);
    assert.match(text, /Request received Tuesday 15 September 2026\. Six weeks, not counting that day: Tuesday 27 October 2026\. SEND Regulations 2014, regulation 5\(1\)\. Rests on: SEND Regulations 2014 \(SI 2014\/1530\)/);
    assert.match(text, /Guidance and working dates/);
  });
});

test('the timeline and the data name whose case it is', async () => {
  const child = await recordStory(db, [zuleika, ['ALLOCATED', '2026-09-01', { caseworker: caseworker.staffId, team: null }]]);
  const said = await read(`/children/${child}/timeline`);
  assert.match(said, /Allocated .*Caseworker Odile Tester-/);
  assert.ok(!said.includes(caseworker.staffId));
  const data = await read(`/children/${child}/data`);
  assert.match(data, /Caseworker Odile Tester-/);
  assert.ok(!data.includes(caseworker.staffId));
  assert.doesNotMatch(said, /Correct “Allocated”/);
});

test('the timeline can be looked at by type of entry', async () => {
  const child = await recordStory(db, [zuleika, ['REQUEST_RECEIVED', '2026-02-02'], ['DECISION_TO_ASSESS_NOTIFIED', '2026-03-02'], ['PLAN_FIRST_MADE', '2026-06-01']]);
  const at = `/children/${child}/timeline`;
  assert.match(await read(at), /All 4 Personal details 1 Assessment 2 Plan 1 .*Told that it will assess/);
  const part = await read(`${at}?type=assessment`);
  assert.match(part, /All 4 Personal details 1 Assessment 2 Plan 1 Only entries of one type: Assessment, 2 of 4\. Told that it will assess .* Request received/);
  assert.doesNotMatch(part, /Surname|Plan first made/);
  assert.match(await read(`${at}?type=annual-review`), /Nothing of this type is recorded/);
  assert.match(await read(`${at}?type=lost`), /There is no such type of entry/);
  const alone = await recordStory(db, [['REQUEST_RECEIVED', '2026-02-02']]);
  assert.doesNotMatch((await caseworker.open(`/children/${alone}/timeline`)).body, /Types of entry/);
});

test('the timeline names the establishment beside its number, where its name is known', async () => {
  const placed = (urn: string, settingName?: string): Parameters<typeof recordStory>[1] => [zuleika, ['PLAN_FIRST_MADE', '2024-03-04'], ['PLACEMENT_STARTED', '2024-03-05', { urn, rank: '1', ...(settingName === undefined ? {} : { settingName }) }]];
  const [own, known, , , alone] = [
    await recordStory(db, placed('900771', 'Quillon Academy')), await recordStory(db, placed('900772')), await recordStory(db, placed('900772', 'Vexmoor School')), await recordStory(db, placed('900772', 'Vexmoor School')),
    await recordStory(db, placed('900771')),
  ];
  const [unlike] = [await recordStory(db, placed('900773')), await recordStory(db, placed('900773', 'Home with a grandmother')), await recordStory(db, placed('900773', 'Vexmoor Annexe'))];
  assert.match(await read(`/children/${own}/timeline`), /Placement started .* Establishment Quillon Academy \(900771\) Rank Primary/);
  assert.match(await read(`/children/${known}/timeline`), /Establishment Vexmoor School \(900772\)/);
  assert.match(await read(`/children/${alone}/timeline`), /Establishment number \(URN\) 900771/, 'what one record alone says is read there alone');
  assert.match(await read(`/children/${unlike}/timeline`), /Establishment number \(URN\) 900773/, 'also where two records say something else each');
});

test('towards a yearly review the meeting is offered first, until it is recorded', async () => {
  const child = await recordStory(db, [zuleika, ['PLAN_FIRST_MADE', '2024-03-04']]);
  assert.match(await read(`/children/${child}/record`), /Likely next in this case Review meeting held/);
  await recordStory(db, [['REVIEW_MEETING_HELD', '2026-11-10']], { child });
  assert.doesNotMatch(await read(`/children/${child}/record`), /Likely next in this case Review meeting held/);
});

test('what cannot come next in a case is offered apart, what should not be by itself, and what cannot be is not offered', async () => {
  const child = await recordStory(db, [zuleika, ['REQUEST_RECEIVED', '2026-09-01'], ['DECISION_TO_ASSESS_NOTIFIED', '2026-09-29']]);
  const { body } = await caseworker.open(`/children/${child}/record`);
  const [now = '', more = ''] = body.split('Something else:');
  const [late = '', unusual = ''] = more.split('A step that should not come here, and did');
  assert.match(now, /value="ADVICE_REQUESTED"/);
  assert.doesNotMatch(now, /value="ADVICE_RECEIVED"|value="REQUEST_RECEIVED"/);
  assert.match(late, /value="REQUEST_RECEIVED"/);
  assert.match(unusual, /value="ADVICE_RECEIVED".*value="FINAL_PLAN_SENT"/s);
  assert.doesNotMatch(now + late, /value="(ADVICE_RECEIVED|FINAL_PLAN_SENT)"/);
  assert.doesNotMatch(body, /value="(DECISION_TO_ASSESS_NOTIFIED|REVIEW_MEETING_HELD|FINAL_AMENDED_PLAN_SENT)"/);
});

test('no page title and no address holds a name', async () => {
  const child = await recordStory(db, [zuleika, ['REQUEST_RECEIVED', '2026-09-15']]);
  for (const path of ['', '/timeline', '/data', '/record', '/record?kind=REQUEST_RECEIVED']) {
    const { body } = await caseworker.open(`/children/${child}${path}`);
    const title = /<title>([^<]*)/.exec(body)?.[1] ?? '';
    assert.match(title, new RegExp(`Z. Q. ${caseReference(child)}`));
    assert.doesNotMatch(title, /quxworthy|zuleika/i);
    assert.doesNotMatch([...body.matchAll(/(?:href|action)="([^"]*)"/g)].map(([, to]) => to).join(' '), /quxworthy|zuleika/i);
  }
});

test('an access entry names the child before anything is shown, and those who may see who looked', async () => {
  const child = await recordStory(db, [zuleika]);
  await caseworker.open(timelineAddress({ childId: child }));
  const { rows } = await sql<{ viewer: string; what: string }>`SELECT viewer, what FROM access_view JOIN access_child ON view_id = id WHERE child_id = ${child}`.execute(db);
  assert.deepEqual(rows, [{ viewer: caseworker.staffId, what: 'case: timeline' }]);
  assert.match(textOf((await manager.open(`/children/${child}/data`)).body), /Who looked at this record .*Odile Tester-\d+ \(case: timeline\)/);
  assert.doesNotMatch(await read(`/children/${child}/data`), /Who looked/);
});

test('data and history holds every value that a field has had, who stated it, when and why', async () => {
  const child = await recordReturn(db, returned(2025, '2025-03-04'));
  await recordReturn(db, returned(2026, '2025-03-03'), child);
  const text = await read(`/children/${child}/data`);
  assert.match(text, /Day the request was received, or the authority became responsible 3 March 2025 SEN2 return 2026, .*, Test officer 1 value before of .* 4 March 2025 : SEN2 return 2025/);
  assert.match(text, /Home postcode Not recorded No source has stated it/);
  assert.match(text, /Request 1 › Request outcome Y/);
});

test('a record that went into another one leads there', async () => {
  const [from, to] = [await recordStory(db, [zuleika, ['REQUEST_RECEIVED', '2026-09-15']]), await recordStory(db, [zuleika])];
  const content = { from, to };
  await mergeChildren(db, ownDerive(), { id: randomUUID(), recordedBy: 'officer', content, from: { child: from, expectedSeq: 2 }, to: { child: to, expectedSeq: 1 }, reason: 'Same child' });
  assert.equal((await caseworker.open(`/children/${from}`)).headers.location, `/children/${to}`);
  assert.equal((await caseworker.open(`/children/${from}/record?kind=REQUEST_RECEIVED`)).headers.location, `/children/${to}`);
  const text = await read(`/children/${to}/timeline`);
  assert.match(text, /Request received 15 September 2026.*From the joined record/);
});

describe('finding a case', () => {
  test('a reference, a UPN, a ULN or an NHS number leads straight to the case', async () => {
    const child = await recordStory(db, [['PERSON', null, { surname: 'Brockwhistle', forename: 'Ottokar', dob: '2012-10-02', upn: 'Z999000000789', uln: '9900000011', nhsNumber: '9990000018' }]]);
    const reference = caseReference(child);
    for (const words of [reference, reference.toLowerCase().replace('-', ' '), reference.replace('-', ''), 'z999000000789', '9900000011', '999 000 0018', reference.split('').join(' ')]) {
      assert.equal((await search(words)).goneTo, `/children/${child}`, words);
    }
    await recordStory(db, [['PERSON', null, { upn: 'Z999000000790', nhsNumber: '9990000042' }]], { child });
    for (const former of ['Z999000000789', '9990000018', '9990000042']) assert.equal((await search(former)).goneTo, `/children/${child}`, former);
  });

  test('names in any order, parts of them, former ones, without accents; with a date of birth in common forms', async () => {
    const child = await recordStory(db, [['PERSON', null, { surname: 'Ó Dwœrling-Ysé', forename: 'Anaïs', knownAs: 'Naz', formerNames: 'Anaïs Brockmarsh', dob: '2011-06-04' }]]);
    await recordStory(db, [['PERSON', null, { surname: 'Plinthorpe' }]], { child });
    for (const words of ['anais plinthorpe', 'PLINTH', 'odwoerling', 'dwoerling-yse anais', 'naz', 'brockmarsh', 'annais plinthrope', '4 June 2011', 'anais 4/6/2011', '2011-06-04']) {
      const found = await search(words);
      assert.ok(found.html.includes(`/children/${child}`), words);
    }
    assert.match(await read(`/children/${child}`), /Known as Naz Date of birth 4 June 2011/);
    assert.ok(!(await search('anais 5/7/2013')).html.includes(child));
  });

  test('nobody found says what was searched, and only then may a child be added', async () => {
    const found = await search('<b>nobody</b>');
    assert.match(found.text, /We searched for “<b>nobody<\/b>”/);
    assert.ok(!found.html.includes('<b>nobody'));
    assert.match(found.text, /Add a child or young person/);
    assert.doesNotMatch(await read('/children'), /Add a child or young person/);
    assert.match(await read('/children'), /To add a child or young person, search for them first/);
    for (const unsought of ['/children/new', '/children/new/form']) assert.equal((await caseworker.open(unsought)).headers.location, '/children');
    const never = await search('Vantongle 31/02/2010');
    assert.match(never.text, /There is a problem “31\/02\/2010” is not a real date/);
    assert.doesNotMatch(never.text, /We searched|Add a child/);
    const { rows: [entered] } = await sql<object>`SELECT what, text AS criteria FROM access_view LEFT JOIN access_content ON view_id = id WHERE viewer = ${caseworker.staffId} ORDER BY id DESC LIMIT 1`.execute(db);
    assert.deepEqual(entered, { what: 'search', criteria: 'Vantongle 31/02/2010' });
    assert.match((await search('  ')).text, /Enter a name, date of birth, case reference, UPN, ULN or NHS number/);
  });

  test('the list shows each case with what is due next, 25 to a page', async () => {
    for (let n = 0; n < 30; n += 1) await recordStory(db, [['PERSON', null, { surname: `Aaz${n}`, forename: 'Many', dob: '2014-01-01' }]]);
    await recordStory(db, [['PERSON', null, { surname: 'Aaa', forename: 'First', dob: '2014-01-01' }], ['REQUEST_RECEIVED', '2026-09-01']]);
    const text = await read('/children');
    assert.match(text, /First Aaa 1 Jan 2014 [0-9A-Z-]{11} 13 Oct 2026 Overdue 39 days/);
    assert.equal((await caseworker.open('/children?page=2')).statusCode, 200);
    assert.match(await read('/children?page=99999'), /First Aaa/);
    assert.match(await read('/children?page=x'), /First Aaa/);
  });
});

describe('a new child', () => {
  const answers = { 'fact-surname': 'Vantongle', 'fact-forename': 'Ilse', ...dayBoxes('fact-dob', '2019-02-11'), 'fact-upn': 'z999 0000 00999' };

  async function begun(): Promise<Record<string, string>> {
    const token = tokenIn((await search('vantongle')).html);
    return boxesIn((await caseworker.post('/children/new/form', { token })).body);
  }

  test('is recorded once, however often the form is sent', async () => {
    const boxes = await begun();
    const sent = { ...boxes, ...answers, step: 'record' } as Record<string, string>;
    const done = await Promise.all([1, 2, 3].map(() => caseworker.post('/children/new', sent)));
    const [first] = done;
    for (const one of done) assert.equal(one.headers.location, first?.headers.location);
    assert.match(await read(first?.headers.location ?? ''), /Ilse Vantongle/);
    assert.equal((await search('Z999000000999')).goneTo, first?.headers.location);
  });

  test('those who could be the same are shown before it is recorded', async () => {
    const check = await caseworker.post('/children/new', { ...await begun(), ...answers, 'fact-forename': 'Else', 'fact-upn': '', 'step': 'check' });
    assert.match(textOf(check.body), /Is it one of these\? .*Ilse Vantongle , born 11 February 2019/);
  });

  test('needs a name and a date of birth that is not to come', async () => {
    const boxes = await begun();
    const nothing = textOf((await caseworker.post('/children/new', { ...boxes, step: 'check' })).body);
    assert.match(nothing, /Enter the surname Enter the forename Enter the date of birth/);
    const misshapen = textOf((await caseworker.post('/children/new', { ...boxes, ...answers, 'fact-upn': '<b>', 'fact-uln': '012', 'step': 'check' })).body);
    assert.match(misshapen, /\(UPN\) must be a letter and 12 digits.*\(ULN\) must be 10 digits/s);
    for (const child of ['', 'x', '../y']) assert.equal((await caseworker.post('/children/new', { ...boxes, ...answers, child, step: 'record' })).statusCode, 400);
    const ahead = await caseworker.post('/children/new', { ...boxes, ...answers, ...dayBoxes('fact-dob', '2027-02-11'), 'step': 'check' });
    assert.match(textOf(ahead.body), /Date of birth must be in the past/);
  });

  test('is in the files of the list and of what was found, with the columns of the page', async () => {
    const found = await caseworker.fill('/children', { search: 'vantongle', file: 'csv' });
    assert.match(found.body, /^\uFEFF?Name,Known as,Also recorded as,Date of birth,Reference,Next statutory date,How it stands\r\n.*Vantongle,/);
    assert.doesNotMatch(String(found.headers['content-disposition']), /vantongle/i);
    const lines = (await caseworker.open('/children/file/csv')).body.trim().split('\r\n');
    assert.match(await read('/children'), new RegExp(`${lines.length - 1} cases by surname`));
  });

  test('is added only by those who record', async () => {
    const reader = await site.signedIn('data-officer');
    const page = await reader.fill('/children', { search: 'vantongle' });
    assert.doesNotMatch(page.body + (await reader.open('/children')).body, /Add a child|To add a child/);
    assert.equal((await reader.post('/children/new/form', { token: tokenIn(page.body) })).statusCode, 404);
  });
});
