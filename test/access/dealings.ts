// What a council of canaries has in hand besides its records: a return with rows that wait, a tracker, a fixed report, proposals
// of who gets which case. Each holds children of every standing.
import { sql } from 'kysely';
import { day } from '../../src/calendar/day.ts';
import { ownDerive } from '../../src/casework/own-derive.file.ts';
import type { ReturnRecord } from '../../src/case-history/return-record.ts';
import { trackerColumnsAddress } from '../../src/exchange/import-addresses.ts';
import { proposeAllocation } from '../../src/worklists/allocation.sql.ts';
import { viewerOf } from '../caseloads.ts';
import { boxesIn, returned } from '../cases.ts';
import { sourceOf, tryLoad } from '../imports.ts';
import { returnAsXml } from '../return-files.ts';
import { runImports, sendFiles } from '../sent-files.ts';
import { columnsForm, postFields, runTrackerJobs, sendTracker } from '../sent-trackers.ts';
import type { Council, Person } from './council.ts';

/** Where to find each. */
export interface Dealings {
  readonly batch: string;
  /** A row of the batch that waits, by the child whom it is like. */
  readonly rows: ReadonlyMap<string, number>;
  readonly tracker: string;
  /** A return that was compared and is not loaded. */
  readonly sent: string;
  readonly report: string;
  /** By the role of who proposed it. */
  readonly allocations: ReadonlyMap<string, string>;
}

/** Deals with every record of the council. */
export async function dealings(council: Council): Promise<Dealings> {
  const batch = await loadReturn(council);
  return { batch, rows: await rowsWaiting(council, batch), tracker: await bringTracker(council), sent: await sendReturn(council), report: await fixReport(council), allocations: await proposals(council) };
}

// The return states another day of birth than the record, so that every row waits for a person, and each has a value that could not be taken.
async function loadReturn({ site, planted }: Council): Promise<string> {
  const records = [...planted.values()].map(({ facts }): ReturnRecord => {
    const person = { surname: facts['surname'] ?? '', forename: facts['forename'] ?? '', personBirthDate: day('2008-03-04'), sex: 'F', ethnicity: null, postCode: facts['postcode'] ?? '', upn: facts['upn'] ?? '', uniqueLearnerNumber: null, upnUnknown: null };
    return { ...returned(2026, '2025-03-03'), person };
  });
  const source = sourceOf(2026, records);
  const read = async function* (): ReturnType<typeof source.read> {
    for await (const part of source.read()) {
      if ('refused' in part) continue;
      yield { ...part, records: part.records.map((one) => ({ ...one, problems: [{ at: one.at, element: 'Ethnicity', value: one.record.person.forename ?? '', message: 'This is not in the list of codes.' }] })) };
    }
  };
  const taken = await tryLoad(site.db, { ...source, read }, { derive: ownDerive(), wait: true });
  if ('refused' in taken) throw new Error(taken.refused);
  return taken.batch;
}

async function rowsWaiting({ site }: Council, batch: string): Promise<Map<string, number>> {
  const { rows } = await sql<{ child: string; row: number }>`SELECT alike[1] AS child, row_no AS row FROM quarantine WHERE batch = ${batch}::uuid`.execute(site.db);
  return new Map(rows.map(({ child, row }) => [child, row]));
}

/** A tracker with a row for each child, whose request it has on another day than the record; its columns matched, not approved. */
async function bringTracker({ site, planted, person }: Council): Promise<string> {
  const { visitor } = person('data-officer');
  const lines = [...planted.values()].map(({ facts }) => [facts['upn'], `"${facts['surname']}, ${facts['forename']}"`, String(facts['dob']).split('-').reverse().join('/'), '03/02/2026'].join(','));
  const { batch, body } = await sendTracker(visitor, ['UPN,Child,DOB,Date received', ...lines].join('\n'));
  if (batch === '') throw new Error(body);
  await runTrackerJobs(site);
  const page = await visitor.open(trackerColumnsAddress({ batch }));
  await postFields(visitor, trackerColumnsAddress({ batch }), [...columnsForm(page.body), ['tracker', 'Panel list'], ['asAt-day', '31'], ['asAt-month', '3'], ['asAt-year', '2026']]);
  await runTrackerJobs(site);
  return batch;
}

/** A return that has each child as the record does, with a request on another day and a value that could not be taken; compared, not approved. */
async function sendReturn({ site, planted, person }: Council): Promise<string> {
  const records = [...planted.values()].map(({ facts }): ReturnRecord => {
    const identity = { surname: facts['surname'] ?? '', forename: facts['forename'] ?? '', personBirthDate: day(String(facts['dob'])), sex: 'F', ethnicity: null, postCode: facts['postcode'] ?? '', upn: facts['upn'] ?? '', uniqueLearnerNumber: null, upnUnknown: null };
    return { ...returned(2025, '2024-03-03'), person: identity };
  });
  const content = returnAsXml(records, 2025).replaceAll('<Sex>F<', '<Sex>Q<');
  const { location } = await sendFiles(person('data-officer').visitor, [{ content }]);
  await runImports(site);
  return location.split('/').at(-1) ?? '';
}

/** A report of everybody on record, fixed by the director. */
async function fixReport({ person }: Council): Promise<string> {
  const { visitor } = person('director');
  const page = await visitor.open('/reports/new?measure=persons');
  const answer = await visitor.post('/reports/new', { ...boxesIn(page.body), title: 'For the panel', note: '' });
  return String(answer.headers.location).split('/').at(-1) ?? '';
}

async function proposals({ site, people, planted }: Council): Promise<Map<string, string>> {
  const proposed = people.map(async ({ role, visitor }: Person): Promise<[string, string]> => {
    const cases = [...planted.keys()].map((child) => ({ child, to: visitor.staffId }));
    return [role, await proposeAllocation(site.db, viewerOf(visitor.staffId, role), { rule: 'by-hand', cases, now: site.clock.now, list: '/team/cases' })];
  });
  return new Map(await Promise.all(proposed));
}
