import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readAllHere, withFiles } from '../../test/reading.ts';
import type { AllRead } from '../../test/reading.ts';

const HEADER_2026 = `<Header><CollectionDetails><Collection>SEN2</Collection><Year>2026</Year><ReferenceDate>2026-01-15</ReferenceDate></CollectionDetails>
<Source><SourceLevel>L</SourceLevel><LEA>999</LEA><SoftwareCode>x</SoftwareCode><SerialNo>0012</SerialNo><DateTime>2026-02-01T09:00:00</DateTime>
<DMO>Y</DMO><DCO>Y</DCO><DSCO>N</DSCO></Source></Header>`;
const HEADER = (year: number): string => HEADER_2026.replace('<Year>2026', `<Year>${year}`).replace(year < 2025 ? '<DSCO>N</DSCO>' : '', '')
  .replace('2026-01-15', { 2023: '2023-01-19', 2024: '2024-01-18', 2025: '2025-01-16' }[year] ?? '2026-01-15');

function read(person: string, year = 2026): Promise<AllRead> {
  const content = `<Message>${HEADER(year)}<Persons><Person>${person}</Person></Persons></Message>`;
  return withFiles([{ name: 'a.xml', content }], (paths) => readAllHere('sen2-xml', paths));
}

const PLAN = (inside: string): string => `<Requests><RequestOutcome>H</RequestOutcome><Assessment><AssessmentOutcome>H</AssessmentOutcome>
  <NamedPlan><StartDate>2020-02-01</StartDate></NamedPlan></Assessment><ActivePlans>${inside}</ActivePlans></Requests>`;

interface Leniency {
  what: string;
  person: string;
  year?: number;
  /** Path into the record, and what stands there. */
  taken: [string, unknown];
  /** Part of the message of each problem, in order. */
  problems: RegExp[];
}

const LENIENCIES: Leniency[] = [
  { what: 'names differ in case only', person: '<SURNAME>Fernby</SURNAME><postcode>ZZ1 1AA</postcode>', taken: ['person.postCode', 'ZZ1 1AA'], problems: [] },
  { what: 'SENsetting for SENSetting', person: PLAN('<PlacementDetail><SENsetting>EHE</SENsetting></PlacementDetail>'), taken: ['requests.0.activePlan.placements.0.senSetting', 'EHE'], problems: [] },
  { what: 'an empty element is absent', person: '<Surname></Surname><Requests><Exported/><Assessment/></Requests>', taken: ['requests.0.assessment', null], problems: [] },
  { what: 'values are trimmed', person: '<Surname>\n  Fernby </Surname>', taken: ['person.surname', 'Fernby'], problems: [] },
  { what: 'entities and character data', person: '<Surname>Fern &amp; <![CDATA[Co]]></Surname>', taken: ['person.surname', 'Fern & Co'], problems: [] },
  { what: 'an element that no layout has', person: '<Shoe>9</Shoe><Surname>Fernby</Surname>', taken: ['person.surname', 'Fernby'], problems: [/Shoe is not in the layout here/] },
  { what: 'a misplaced module', person: '<Requests><Assessment><ActivePlans><TransferLA>801</TransferLA></ActivePlans></Assessment></Requests>', taken: ['requests.0.activePlan', null], problems: [/ActivePlans is not in the layout here/] },
  { what: 'a known misspelling', person: PLAN('<PlacementDetail><URN>900001</URN><WPB>A</WPB></PlacementDetail>'), taken: ['requests.0.activePlan.placements.0.wbp', 'A'], problems: [/WPB is a misspelling of WBP/] },
  { what: 'an item of an earlier year', person: '<GenderCurrent>2</GenderCurrent>', taken: ['person.sex', 'F'], problems: [/up to 2023, not to 2026. The value was taken/] },
  { what: 'an item of a later year', person: '<Requests><RequestSource>1</RequestSource></Requests>', year: 2024, taken: ['requests.0.requestSource', '1'], problems: [/from 2025, not to 2024/] },
  { what: 'a code of a later year', person: PLAN('<SENneed><SENtype>DS</SENtype></SENneed>'), year: 2024, taken: ['requests.0.activePlan.needs.0.senType', 'DS'], problems: [/The code belongs to returns from 2025/] },
  { what: 'gender of 2023', person: '<GenderCurrent>9</GenderCurrent>', year: 2023, taken: ['person.sex', 'U'], problems: [] },
  { what: 'residence of 2023 goes to the placements', person: PLAN('<PlacementDetail><URN>900001</URN></PlacementDetail><Res>B</Res>'), year: 2023, taken: ['requests.0.activePlan.placements.0.res', 'B'], problems: [] },
  { what: 'residence of 2023 without a placement', person: PLAN('<Res>B</Res>'), year: 2023, taken: ['requests.0.activePlan.placements', []], problems: [/no placement to give this to/] },
  { what: 'a date that is none', person: '<PersonBirthDate>2015-02-30</PersonBirthDate>', taken: ['person.personBirthDate', null], problems: [/not a date, written ccyy-mm-dd. It counts as not recorded/] },
  { what: 'a code that is none', person: '<Ethnicity>CNHE</Ethnicity>', taken: ['person.ethnicity', null], problems: [/not one of the codes of its list/] },
  { what: 'a value twice', person: '<Surname>A</Surname><Surname>B</Surname>', taken: ['person.surname', 'A'], problems: [/stands here 2 times: the first was taken/] },
  { what: 'a module twice', person: '<Requests><Assessment><Week20>1</Week20></Assessment><Assessment><Week20>0</Week20></Assessment></Requests>', taken: ['requests.0.assessment.week20', true], problems: [/Assessment stands here 2 times/] },
  { what: 'elements inside a value', person: '<Surname><b>A</b></Surname>', taken: ['person.surname', null], problems: [/should hold a value, not other elements/] },
  { what: 'text between elements', person: 'stray<Surname>A</Surname>', taken: ['person.surname', 'A'], problems: [/#text is not in the layout/] },
  { what: 'text where a module should be', person: '<Requests>none</Requests>', taken: ['requests.0.requestOutcome', null], problems: [/should hold other elements, not text/] },
  { what: 'an attribute', person: '<Surname lang="en">A</Surname>', taken: ['person.surname', 'A'], problems: [/A return has no attributes/] },
  { what: 'names that JavaScript gives a meaning', person: '<__proto__>x</__proto__><constructor>y</constructor><Surname>A</Surname>', taken: ['person.surname', 'A'], problems: [/__proto__ \(element\) is not in the layout/, /constructor is not in the layout/] },
  { what: 'three needs', person: PLAN('<SENneed><SENtype>ASD</SENtype></SENneed>'.repeat(3)), taken: ['requests.0.activePlan.needs.2.senType', 'ASD'], problems: [/SENneed stands here 3 times, and a return has at most 2. All were taken/] },
  { what: 'three settings named', person: PLAN('').replace('</StartDate>', `</StartDate>${'<PlanDetail><URN>900001</URN></PlanDetail>'.repeat(3)}`), taken: ['requests.0.assessment.namedPlan.planDetails.2.urn', '900001'], problems: [/PlanDetail stands here 3 times/] },
  { what: 'an empty value before the one that counts', person: PLAN('<LastReview/><LastReview>2025-06-03</LastReview>'), taken: ['requests.0.activePlan.lastReview', '2025-06-03'], problems: [] },
  { what: 'one item under two names that agree', person: '<Sex>F</Sex><GenderCurrent>2</GenderCurrent>', taken: ['person.sex', 'F'], problems: [/up to 2023, not to 2026/] },
  { what: 'one item under two names that disagree', person: '<Sex>M</Sex><GenderCurrent>2</GenderCurrent>', taken: ['person.sex', 'M'], problems: [/says the same item otherwise \("M"\), and was taken. This one was not/] },
  { what: 'an authority that is not in the list', person: '<Requests><Exported>660</Exported></Requests>', taken: ['requests.0.exported', '660'], problems: [] },
];

const at = (value: unknown, path: string): unknown =>
  path.split('.').reduce<unknown>((inside, key) => (inside as Record<string, unknown> | null)?.[key], value);

for (const { what, person, year, taken, problems } of LENIENCIES) {
  test(`read leniently: ${what}`, async () => {
    const all = await read(person, year);
    assert.equal(all.refused, null);
    assert.deepEqual(at(all.records[0]?.record, taken[0]), taken[1]);
    assert.equal(all.problems.length, problems.length, JSON.stringify(all.problems));
    problems.forEach((pattern, index) => assert.match(all.problems[index]?.message ?? '', pattern));
  });
}

test('a problem says where it stands, what stood there and what to do', async () => {
  const all = await read('<Requests/>\n<Requests>\n<RequestOutcome>N</RequestOutcome></Requests><Requests><ReceivedDate>soon</ReceivedDate></Requests>');
  assert.deepEqual(all.problems.map(({ at: place, element, value }) => [place, element, value]), [['Person[1]/Requests[3] (line 5)', 'ReceivedDate', 'soon']]);
  assert.match(all.problems[0]?.message ?? '', /correct it in the source and load the file again/);
});

test('what could not be read is kept in the row', async () => {
  const all = await read('<Surname>A</Surname><Ethnicity>CNHE</Ethnicity><Shoe><Size>9</Size></Shoe>');
  assert.deepEqual(JSON.parse(JSON.stringify(all.records[0]?.raw)), { Surname: 'A', Ethnicity: 'CNHE', Shoe: { Size: '9' } });
});

test('a serial number of four digits is kept; a census day that differs is kept and reported', async () => {
  const content = `<Message>${HEADER_2026.replace('2026-01-15', '2026-01-16')}<Persons><Person/></Persons></Message>`;
  const { header } = await withFiles([{ name: 'a.xml', content }], (paths) => readAllHere('sen2-xml', paths));
  assert.equal(header?.serialNo, '0012');
  assert.equal(header?.referenceDate, '2026-01-16');
  assert.match(header?.problems[0]?.message ?? '', /Census day of 2026 is 2026-01-15; the stated day was kept/);
});
