// The rules as a document that a legal officer can check, in Markdown.
import { bankHolidaySource, bankHolidayYears } from '../calendar/bank-holidays.ts';
import { dayInWords, spanInWords } from '../calendar/words.ts';
import { type Act, isDuty, type Period, type Rule, ruleSets } from './rule.ts';
import { contestedPoints } from './settings.ts';

const forces = {
  STATUTORY: 'fixed by Act, regulations or Tribunal rules: a breach is unlawful', CASE_LAW: 'fixed by how a court read the regulations: a breach is unlawful',
  GUIDANCE: 'guidance: report as guidance missed, not as unlawful', DERIVED: 'arithmetic from another limit: a warning only', INTERNAL: 'the authority’s own',
} as const;

const natures = { duty: '', 'duty of others': 'somebody else’s duty, not the authority’s', window: 'time that runs out, nobody’s duty', marker: 'a day to know, nobody’s duty' } as const;

const takes = { first: 'the first', last: 'the last', each: 'each by itself', 'first named': 'the first of these, as they stand here, that is recorded' } as const;

const grounds = {
  SETTING_CLOSED: 'school or college closed for four weeks or more', SETTING_CLOSED_EY: 'early years setting closed for four weeks or more',
  EXCEPTIONAL_PERSONAL: 'exceptional personal circumstances', ABSENT_FROM_AREA: 'absence from the area', MISSED_APPOINTMENT: 'missed appointment for advice',
  REPRESENTATIONS: 'the family wishes to make representations or to meet', CORONAVIRUS: 'coronavirus was the reason',
} as const;

const parts: readonly (readonly [string, string])[] = [
  ['NA.', 'Assessment'], ['CO.', 'Consultation'], ['APP.', 'Appeals'], ['MED.', 'Mediation'], ['TO.', 'Orders, appeals not opposed, and agreements'], ['TREC.', 'Recommendations'],
  ['AR.', 'Annual reviews'], ['AM.', 'Amendment without a review'], ['PT.', 'Phase transfers'], ['MV.', 'Moves between authorities'], ['RA.', 'Reassessment'],
  ['DP.', 'Detained persons'], ['CE.', 'Ending a plan'], ['PL.', 'Age'], ['PB.', 'Direct payments'], ['CP.', 'Complaints'], ['IG.', 'Access to information'],
];

/** The whole law as Markdown: instruments, contested readings, and each rule with all that it says. */
export function statuteDocument(rules: readonly Rule[]): string {
  return [
    '# The dates that Sightline works out, and the law behind them',
    'For checking by a legal officer. Not legal advice. SEEN: the rule was read in its source. INFERRED: reasoned from the wording, from general law or from practice. '
      + 'A day that is due is the last lawful day: what is done on it is in time. Days are civil dates in England; school holidays, weekends and bank holidays are not left out unless a rule says so. '
      + 'An exception takes the limit away; it neither pauses the clock nor moves the day.',
    '## Instruments and judgments', Object.entries(ruleSets).map(([id, what]) => `- **${id}**: ${what}`).join('\n'),
    '## Bank holidays', `Version ${bankHolidaySource.version}, ${bankHolidayYears.from} to ${bankHolidayYears.to}; outside those years only weekends are known. ${bankHolidaySource.source}. ${bankHolidaySource.licence}.`,
    '## Contested readings', ...Object.entries(contestedPoints).map(([name, point]) => pointText(name, point)),
    ...parts.flatMap(([prefix, heading]) => partText(heading, rules.filter((rule) => rule.code.startsWith(prefix)))),
  ].join('\n\n');
}

function pointText(name: string, { point, choices, risk, citation }: (typeof contestedPoints)['annual']): string {
  const list = Object.entries(choices).map(([value, words], i) => `- ${value}${i === 0 ? ' (usual)' : ''}: ${words}`);
  return [`### ${name}`, `${point} (${citation}). At stake: ${risk}.`, list.join('\n')].join('\n\n');
}

function partText(heading: string, rules: readonly Rule[]): string[] {
  if (rules.length === 0) return [];
  const codes = [...new Set(rules.map((rule) => rule.code))];
  return [`## ${heading}`, ...codes.flatMap((code) => versionsText(rules.filter((rule) => rule.code === code)))];
}

/** The first version in full; of the others only what differs from it. */
function versionsText(versions: readonly Rule[]): string[] {
  const [first = [], ...others] = versions.map(linesOf);
  const heads = versions.map((rule, i) => (i === 0 ? `### ${rule.code}: ${rule.title}` : `#### ${rule.code}, another version`));
  return [first, ...others.map((lines) => lines.filter(([name, text]) => name === 'Due in' || !first.some((one) => one[0] === name && one[1] === text)))]
    .map((lines, i) => [heads[i], lines.map(([name, text]) => `- ${name}: ${text}`).join('\n')].join('\n\n'));
}

type Line = readonly [name: string, text: string];

function linesOf(rule: Rule): Line[] {
  const inForce = `${dayInWords(rule.from)} to ${rule.to === null ? 'now' : dayInWords(rule.to)}`;
  const lines: Line[] = [
    ['Citation', rule.citation], ['Due in', `${inForce} (${rule.ruleSet})`], ['Force', `${rule.force}, ${forces[rule.force]}`],
    ['Runs from', startText(rule)], ['Period', periodText(rule.period)],
    ['Where it could run from several', severalText(rule)], ['Kind', natures[rule.nature]],
    ...(rule.readings ?? []).map((one): Line => ['Other reading', `${one.setting} ${one.value}: ${periodText(one.period)}`] ),
    ['Replaced by', (rule.replacedBy ?? []).join(', ')], ['Done by', actsText(rule.done)], ['No longer needed after', actsText(rule.stops)], ['Instead of', rule.insteadOf ?? ''],
    ['Runs again after', actsText(rule.reopens ?? [])],
    ['Exceptions', exceptionText(rule)], ['Mark', rule.mark], ['Note', rule.note ?? ''],
  ];
  return lines.filter(([, text]) => text !== '');
}

function startText(rule: Rule): string {
  if (rule.basedOn !== undefined) return rule.basedOn.codes.join(', ');
  return [...new Set(rule.starts.map((start) => `${actText(start)}${start.effect === undefined ? '' : ` (${start.effect})`}`))].join('; ');
}

function severalText(rule: Rule): string {
  if (rule.basedOn !== undefined) return rule.basedOn.codes.length > 1 ? 'the earliest of them' : '';
  return rule.starts.length === 0 ? '' : takes[rule.take ?? 'first'];
}

function periodText(period: Period): string {
  return 'special' in period ? period.words : `${spanInWords(period)} (${period.counting})`;
}

/** "Request received" for REQUEST_RECEIVED. */
function words(event: string): string {
  const text = event.toLowerCase().replaceAll('_', ' ').replace(/\b(la|sar|foi)\b/g, (initials) => initials.toUpperCase());
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function actsText(acts: Rule['done']): string {
  return [...new Set(acts.map(actText))].join('; ');
}

/** An act with its condition and the day that counts: "Mediation requested (healthOnly: true), icbToldOn". */
function actText({ event, fact, is, day }: Act): string {
  const said = is?.map((value) => (value === 'null' ? 'not recorded' : value)).join(' or ') ?? 'recorded';
  return `${words(event)}${fact === undefined ? '' : ` (${fact}: ${said})`}${day === undefined ? '' : `, ${day}`}`;
}

function exceptionText(rule: Rule): string {
  if (!isDuty(rule)) return '';
  if (rule.exceptions.length === 0) return 'none';
  const days = rule.absenceDays === undefined ? '' : ` of ${rule.absenceDays} days without a break inside the period`;
  return rule.exceptions.map((ground) => `${grounds[ground]}${ground === 'ABSENT_FROM_AREA' ? days : ''}`).join('; ');
}
