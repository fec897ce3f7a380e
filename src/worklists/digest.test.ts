import assert from 'node:assert/strict';
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { test } from 'node:test';
import { SMTPServer } from 'smtp-server';
import { sql } from 'kysely';
import { recordStory, returned, zuleika } from '../../test/cases.ts';
import { testDatabase, type TestDatabase } from '../../test/database.ts';
import { load } from '../../test/imports.ts';
import { addPerson } from '../../test/people.ts';
import { day } from '../calendar/day.ts';
import { ownDerive } from '../casework/own-derive.file.ts';
import { rebuild } from '../casework/rebuild.sql.ts';
import { giveProblem } from '../exchange/given-problem.sql.ts';
import type { Database } from '../platform/database.ts';
import type { Viewer } from '../platform/viewer.ts';
import { viewerWith } from '../staff/staff-viewer.ts';
import { digestLetter } from './digest-letter.ts';
import { sendDigests } from './digest.job.ts';
import { countsWith } from './inbox.ts';

type Ending = { after(end: () => Promise<void>): void };

interface PostOffice { readonly url: string; readonly letters: string[]; answer: (letter: string) => Error | null }

/** A real mail server on this machine, that keeps what it takes. */
async function postOffice(t: Ending): Promise<PostOffice> {
  const office: PostOffice = { url: '', letters: [], answer: () => null };
  const server = new SMTPServer({
    authOptional: true, disabledCommands: ['STARTTLS'], logger: false,
    onData: (stream, _session, done) => {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        const letter = Buffer.concat(parts).toString();
        const refused = office.answer(letter);
        // As a person reads it: lines that were folded for the journey are whole again.
        if (refused === null) office.letters.push(letter.replaceAll(/=\r\n|\r\n(?= )/g, ''));
        done(refused);
      });
    },
  });
  server.on('error', () => {});
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  t.after(() => new Promise((done) => server.close(() => done())));
  const { port } = server.server.address() as { port: number };
  return Object.assign(office, { url: `smtp://127.0.0.1:${port}` });
}

const now = '2026-11-24T07:00:00.000Z';
const today = '2026-11-24';

/** Ann wants the e-mail and has an overdue decision, Bob wants it and has nothing, Cleo has one and does not want it. */
async function readers(t: Ending): Promise<TestDatabase & { ann: { id: string; email: string } }> {
  const database = await testDatabase(t);
  const { db } = database;
  await rebuild(database.owner, ownDerive());
  const [ann, bob, cleo] = [await addPerson(db, 'caseworker'), await addPerson(db, 'caseworker'), await addPerson(db, 'caseworker')];
  for (const { id } of [ann, cleo]) await recordStory(db, [zuleika, ['REQUEST_RECEIVED', '2026-10-05'], ['ALLOCATED', '2026-10-20', { caseworker: id }]]);
  for (const { id } of [ann, bob]) await sql`INSERT INTO digest_choice VALUES (${id}::uuid, ${now})`.execute(db);
  return { ...database, ann };
}

/** The batch of a return whose only row may be about a child who is known. */
async function rowInQuarantine(db: Database): Promise<string> {
  const [known, moved] = [returned(2025, '2024-03-03'), returned(2026, '2025-03-03')];
  Object.assign(moved.person, { personBirthDate: '2012-02-14' });
  await load(db, 2025, [known], { derive: ownDerive() });
  return (await load(db, 2026, [moved], { derive: ownDerive() })).batch;
}

const round = (office: PostOffice, at = now) => ({ mail: { server: office.url, from: 'sightline@council.invalid' }, origin: 'https://sightline.council.example', now: at, downloads: async (): Promise<number | null> => null });
const stateOf = async ({ db }: TestDatabase): Promise<string | undefined> => (await sql<{ state: string }>`SELECT state FROM digest_mail WHERE day = ${today}`.execute(db)).rows[0]?.state;

test('the letter holds counts and the address of the service, and nothing about a child', async (t) => {
  const office = await postOffice(t);
  const people = await readers(t);
  assert.deepEqual(await sendDigests(people.db, round(office)), { sent: 1, refused: 0 });
  const [letter = ''] = office.letters;
  assert.match(letter, /To: person\d+@council\.invalid/);
  assert.match(letter, /Subject: Sightline: 1 thing to do/);
  assert.match(letter, /You have 1 thing to do in Sightline: 1 overdue\.\s+Sign in to see them: https:\/\/sightline\.council\.example\/alerts/);
  assert.match(letter, new RegExp(`Message-ID: <digest\\.${today}\\.${people.ann.id}@sightline\\.invalid>`));
  assert.doesNotMatch(letter, /Quxworthy|Zuleika|NA\.|[0-9A-Z]{5}-[0-9A-Z]{5}/);
});

test('problems of files that somebody was given are counted, and told of where nothing else is to do', async (t) => {
  const office = await postOffice(t);
  const { db, ann } = await readers(t);
  const manager = await addPerson(db, 'team-manager');
  await sql`INSERT INTO digest_choice VALUES (${manager.id}::uuid, ${now})`.execute(db);
  const batch = await rowInQuarantine(db);
  const giver: Viewer = viewerWith('data-officer', { staffId: ann.id, name: '', teamId: null });
  await giveProblem(db, giver, { batch, problem: 'row-1', place: 1, what: 'Persons/Person[1]', children: [] }, { to: manager.id, why: 'Her brother?', held: '', now });
  await sendDigests(db, round(office));
  const letter = office.letters.find((one) => one.includes(manager.email)) ?? '';
  assert.match(letter, /You have 1 thing to do in Sightline: 1 problem of files given to you\.\s+Sign in to see them/);
  assert.doesNotMatch(letter, /brother|Person\[1\]/);
  assert.doesNotMatch(office.letters.find((one) => one.includes(ann.email)) ?? '', /problem/);
});

test('large downloads that wait for somebody’s answer are counted, and nothing is said of them', async (t) => {
  const office = await postOffice(t);
  const { db } = await readers(t);
  const manager = await addPerson(db, 'team-manager');
  await sql`INSERT INTO digest_choice VALUES (${manager.id}::uuid, ${now})`.execute(db);
  await sendDigests(db, { ...round(office), downloads: async (_, { rights }) => (rights.has('agree-to-downloads') ? 2 : null) });
  const letter = office.letters.find((one) => one.includes(manager.email)) ?? '';
  assert.match(letter, /You have 2 things to do in Sightline: 2 large downloads that wait for an answer\.\s+Sign in/);
  assert.equal(office.letters.filter((one) => one.includes('download')).length, 1);
});

test('who loads files and has no alerts is told of what they were given, and sent to where it is', async (t) => {
  const office = await postOffice(t);
  const { db, ann } = await readers(t);
  const officer = await addPerson(db, 'data-officer');
  await sql`INSERT INTO digest_choice VALUES (${officer.id}::uuid, ${now})`.execute(db);
  await sendDigests(db, round(office));
  assert.equal(office.letters.some((one) => one.includes(officer.email)), false);
  const batch = await rowInQuarantine(db);
  await giveProblem(db, viewerWith('team-manager', { staffId: ann.id, name: '', teamId: null }), { batch, problem: 'row-1', place: 1, what: 'Persons/Person[1]', children: [] }, { to: officer.id, why: 'Her brother?', held: '', now });
  await sendDigests(db, round(office));
  assert.match(office.letters.find((one) => one.includes(officer.email)) ?? '', /1 problem of files given to you\.\s+Sign in to see them: https:\/\/sightline\.council\.example\/imports\s+You get this message because you chose it under Files loaded/);
});

test('once a person and day, also where two processes send at once; again on the next day', async (t) => {
  const office = await postOffice(t);
  const { db } = await readers(t);
  await Promise.all([1, 2, 3].map(() => sendDigests(db, round(office))));
  await sendDigests(db, round(office));
  assert.equal(office.letters.length, 1);
  await sendDigests(db, round(office, '2026-11-25T07:00:00.000Z'));
  assert.equal(office.letters.length, 2);
});

test('a letter that the server refuses is tried again, and so is one where no server is there', async (t) => {
  const office = await postOffice(t);
  const people = await readers(t);
  assert.deepEqual(await sendDigests(people.db, { ...round(office), mail: { server: 'smtp://127.0.0.1:9', from: 'sightline@council.invalid' } }), { sent: 0, refused: 1 });
  office.answer = () => Object.assign(new Error('the mailbox is full'), { responseCode: 452 });
  assert.deepEqual(await sendDigests(people.db, round(office)), { sent: 0, refused: 1 });
  assert.equal(await stateOf(people), 'not-sent');
  office.answer = () => null;
  assert.deepEqual(await sendDigests(people.db, round(office)), { sent: 1, refused: 0 });
  assert.equal(await stateOf(people), 'sent');
});

test('a worker killed after the server took the letter and before it is marked sends it once', async (t) => {
  const office = await postOffice(t);
  const people = await readers(t);
  let worker: ChildProcess | null = null;
  office.answer = () => {
    worker?.kill('SIGKILL');
    return null;
  };
  const url = 'url' in people.address ? people.address.url : '';
  worker = fork(fileURLToPath(new URL('../../test/digest-process.ts', import.meta.url)), [url, office.url, now]);
  const [, signal] = await once(worker, 'exit');
  assert.equal(signal, 'SIGKILL');
  assert.equal(office.letters.length, 1);
  assert.equal(await stateOf(people), 'sending', 'nobody knows whether it was taken');
  office.answer = () => null;
  assert.deepEqual(await sendDigests(people.db, round(office)), { sent: 0, refused: 0 });
  t.diagnostic(`letters sent by the killed worker and the one after it: ${office.letters.length}`);
  assert.equal(office.letters.length, 1);
});

test('what is to be done about restricted records is counted by the day for it', () => {
  const counts = { overdue: 1, today: 0, week: 0, later: 0, information: 2 };
  const task = { childId: 'x', reference: '', surname: null, forename: null, sees: false, appoints: false, guardian: null, person: null, emergency: null } as const;
  const tasks = [{ ...task, kind: 'emergency', dueOn: day('2026-11-23') }, { ...task, kind: 'lift', dueOn: day('2026-11-01') }, { ...task, kind: 'review', dueOn: day('2026-11-30') }, { ...task, kind: 'naming', dueOn: day('2026-12-05') }, { ...task, kind: 'appointed', dueOn: day('2026-11-19') }] as const;
  assert.deepEqual(countsWith(counts, tasks, day(today)), { overdue: 2, today: 1, week: 1, later: 1, information: 3 });
});

test('nothing to do, no letter', () => {
  const counts = { overdue: 0, today: 0, week: 0, later: 0, information: 4 };
  assert.equal(digestLetter({ staffId: 'x', to: 'a@council.invalid', day: day(today), counts, given: 0, downloads: 0, page: { name: 'Alerts', path: '/alerts' }, origin: null }), null);
});
