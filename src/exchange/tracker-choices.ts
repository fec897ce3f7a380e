// What an officer can choose for a column on the page, and what is proposed by its heading.
import type { MappedColumn } from './tracker-mapping.ts';
import { plainName } from './tracker-sheet.ts';
import { type Target, TARGETS, targetNamed } from './tracker-targets.ts';

/** One choice for a column: a target, with the fact that tells it from others, such as whose advice it is. */
export interface Choice {
  /** What the form holds: "ADVICE_RECEIVED body=HEALTH". */
  readonly value: string;
  readonly words: string;
  readonly group: string;
}

function choicesOf(target: Target): Choice[] {
  const fields = target.step?.fields ?? [];
  const telling = fields.find(({ codes, required, name }) => codes !== undefined && (required === true || name === 'body'));
  // What needs more than a code is for the mapping file.
  if (fields.some((field) => field.required === true && field !== telling)) return [];
  const { name, words, group } = target;
  if (telling?.codes === undefined) return [{ value: name, words, group }];
  return Object.entries(telling.codes).map(([code, label]) => ({ value: `${name} ${telling.name}=${code}`, words: `${words} – ${label.charAt(0).toLowerCase()}${label.slice(1)}`, group }));
}

/** Everything that can be chosen on the page, in the order of its list. */
export const CHOICES: readonly Choice[] = TARGETS.flatMap(choicesOf);

const known = new Set(CHOICES.map(({ value }) => value));

/** The column that a choice means, or null where there is no such choice. What was said of its values before stays. */
export function columnOf(value: string, before: MappedColumn | undefined): MappedColumn | null {
  if (before !== undefined && choiceOf(before) === value) return before;
  if (!known.has(value)) return null;
  const [to = '', fact] = value.split(' ');
  const [name, code] = fact?.split('=') ?? [];
  return { to, ...(name === undefined || code === undefined ? {} : { facts: { [name]: code } }) };
}

/** The choice that a column of a mapping is; one that the page does not offer is told by its target and facts. */
export function choiceOf({ to, facts = {} }: MappedColumn): string {
  const constant = Object.entries(facts).filter((one): one is [string, string] => typeof one[1] === 'string');
  return [to, ...constant.map(([name, code]) => `${name}=${code}`)].join(' ');
}

/** What is proposed for headings, by words that councils use; the first that fits counts. */
const PROPOSALS: readonly [pattern: RegExp, choice: string][] = [
  [/\bupn\b|unique pupil/, 'upn'], [/\buln\b|unique learner/, 'uln'], [/\bnhs\b/, 'nhsNumber'],
  [/^(surname|last name|family name|pupil surname|child surname|legal surname)$/, 'surname'], [/^(forename|first name|given name|pupil forename|child forename|legal forename)s?$/, 'forename'],
  [/^((full )?name( of( the)? (child|pupil|student|learner|cyp|young person))?|(child|pupil|student|learner|cyp|young person)( ?s)?( full)?( name)?)$/, 'fullName'],
  [/^(known as|preferred (fore|first )?name|likes to be called|chosen name)$/, 'knownAs'], [/^(former|previous|birth|maiden|other) (sur|family |last )?names?$|^formerly$|^aka$/, 'formerNames'],
  [/^(lac|cla|cic|looked after|child looked after|in care).*(start|from|since|date)|became looked after/, 'LOOKED_AFTER_STARTED'], [/^(lac|cla|cic|looked after|in care).*(end|ceas|until)|left care/, 'LOOKED_AFTER_ENDED'],
  [/^(lac|cla|cic|looked after|child looked after|in care)\b/, 'lookedAfter'],
  [/\b(dob|d o b)\b|date of birth|birth ?date/, 'dob'], [/^(sex|gender)$/, 'sex'], [/ethnic/, 'ethnicity'], [/post ?code/, 'postcode'],
  [/\b(ep|ed psych|educational psycholog\w*)\b.*\b(req|request|ask|sent|commission|allocat)/, 'ADVICE_REQUESTED body=EDUCATIONAL_PSYCHOLOGIST'],
  [/\b(ep|ed psych|educational psycholog\w*)\b.*\b(in|rec|recd|received|rec d|back|returned|return|due in)\b/, 'ADVICE_RECEIVED body=EDUCATIONAL_PSYCHOLOGIST'],
  [/health.*(request|ask|sent)/, 'ADVICE_REQUESTED body=HEALTH'], [/health.*(in|received|back)\b/, 'ADVICE_RECEIVED body=HEALTH'],
  [/(social care|csc|asc).*(request|ask|sent)/, 'ADVICE_REQUESTED body=SOCIAL_CARE'], [/(social care|csc|asc).*(in|received|back)\b/, 'ADVICE_RECEIVED body=SOCIAL_CARE'],
  [/(amended|amendment).*(final)|final amended/, 'FINAL_AMENDED_PLAN_SENT'], [/amendment notice|proposed amend|draft amended/, 'AMENDMENT_NOTICE_SENT'],
  [/(review|ar) (meeting|held|date)|annual review( date)?$/, 'REVIEW_MEETING_HELD'], [/review report|ar report|paperwork (received|in)/, 'REVIEW_REPORT_SENT'],
  [/^who (asked|requested|referred|applied)( for (it|an? assessment|the assessment))?$|^(request|referral) (received )?(from|by)$|^(requester|applicant|route of request)$/, 'requestSource'],
  [/(date|day).*(request|referral).*(received|rec d)?|(request|referral) (received|date|rec d)|^(date )?(received|rec d|recd)$/, 'REQUEST_RECEIVED'],
  [/asked by|requested by|referred by|source|referrer/, 'requestSource'],
  [/(decision|panel).*(date|letter|sent)|date of decision|(date|letter).*decision|(date|day) agreed/, 'decisionOn'], [/decision|agreed to assess|panel outcome|outcome of request|y n assess/, 'decision'],
  [/draft.*(sent|issued|date|plan)|date draft|^draft$|proposed plan/, 'DRAFT_PLAN_SERVED'], [/final.*(sent|issued|date|plan)|date final|^final( ehcp?)?$|plan issued|ehcp? issued/, 'FINAL_PLAN_SENT'],
  [/plan (start|made)|ehcp? start/, 'PLAN_FIRST_MADE'], [/ceas.*reason|reason.*ceas/, 'ceaseReason'], [/ceas|plan ended|end date/, 'PLAN_CEASED'],
  [/exception/, 'week20'], [/(primary|main) need|^need$/, 'need'], [/secondary need|second need/, 'secondNeed'], [/\burn\b/, 'urn'], [/^(school|setting|college|placement|establishment|provision)( name)?$|name of (school|setting)/, 'schoolName'], [/withdrawn/, 'REQUEST_WITHDRAWN'],
];

/** The choice proposed for each heading, each once; null where none is. A heading that tells nothing is read with the one `above` it: "Panel 1", "Date". */
export function proposals(headings: readonly string[], above: readonly string[] = []): (string | null)[] {
  const taken = new Set<string>();
  const proposed = (words: string): string | null => PROPOSALS.find(([pattern, choice]) => pattern.test(plainName(words)) && !taken.has(choice) && known.has(choice))?.[1] ?? null;
  return headings.map((heading, i) => {
    const found = proposed(heading) ?? ((above[i] ?? '') === '' ? null : proposed(`${above[i] ?? ''} ${heading}`));
    if (found !== null) taken.add(found);
    return found;
  });
}

/** What a column is, in words for a list; the name of the target where the page does not offer it. */
export function wordsOfChoice(value: string): string {
  return CHOICES.find((choice) => choice.value === value)?.words ?? targetNamed(value.split(' ')[0] ?? '')?.words ?? value;
}
