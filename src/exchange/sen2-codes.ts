// Code lists of the SEN2 person level return, from the Department for Education's guides for 2023 to 2026.
// `from` is the first collection year that has the code, `to` the last; neither means all of them.
import { ETHNICITIES } from '../case-history/kinds/ethnicity.ts';

export interface Code {
  code: string;
  label: string;
  from?: number;
  to?: number;
}

export type CodeList =
  | 'collection' | 'source-level' | 'officer' | 'gender' | 'sex' | 'ethnicity' | 'upn-unknown' | 'request-source' | 'outcome'
  | 'residential' | 'work-based' | 'direct-payment' | 'plan-setting' | 'placement-setting' | 'rank' | 'cease-reason'
  | 'review-outcome' | 'attendance' | 'need';

const list = (codes: Record<string, string>): Code[] => Object.entries(codes).map(([code, label]) => ({ code, label }));

const PLAN_SETTINGS = list({
  OLA: 'Arrangements made by the authority otherwise than in a school or college (section 61)',
  OPA: 'Alternative arrangements made by the parent or young person, other than home education (section 42(5))',
  EHE: 'Elective home education (section 42(5))',
  EYP: 'Early years provider without a URN: private nursery, childminder',
});

export const CODES: Record<CodeList, Code[]> = {
  collection: list({ SEN2: 'SEN2 person level return' }),
  'source-level': list({ L: 'Local authority' }),
  officer: list({ Y: 'In place', N: 'Not in place', R: 'Recruitment in progress' }),
  gender: list({ 0: 'Not known', 1: 'Male', 2: 'Female', 9: 'Not specified' }),
  sex: list({ M: 'Male', F: 'Female', U: 'Unknown' }),
  ethnicity: ETHNICITIES.flatMap((group) => [
    { code: group.code, label: group.label },
    ...Object.entries(group.extended).map(([code, label]) => ({ code, label })),
  ]),
  'upn-unknown': list({
    UN1: 'Child under 6, UPN not yet assigned',
    UN2: 'Child has never attended a state-funded school in England and has no UPN',
    UN3: 'Child is educated outside England and has no UPN',
    UN5: 'Sources disagree, so there is no reliable match',
    UN8: 'New to the authority within a week of the end of the collection period, number not yet known',
    UN9: 'Young person has never attended a state-funded school or further education in England',
    UN10: 'The request led to no further action before a number was known',
  }),
  'request-source': list({
    1: 'Young person or parent', 2: 'School or other education setting', 3: 'Health professional', 4: 'Social care professional',
    5: 'Other',
  }),
  outcome: list({
    Y: 'Yes', N: 'No', A: 'Not yet decided', W: 'Withdrawn or ceased before the decision',
    H: 'Historical: decided before the collection period, or a plan transferred in',
  }),
  residential: list({ A: '38 to 51 weeks', B: '52 weeks' }),
  'work-based': list({ A: 'Apprenticeship', T: 'Traineeship', S: 'Supported internship' }),
  'direct-payment': list({ E: 'Education only', S: 'Social care only', H: 'Health only', I: 'Integrated' }),
  'plan-setting': [...PLAN_SETTINGS, { code: 'OTH', label: 'Other' }],
  'placement-setting': [
    ...PLAN_SETTINGS,
    { code: 'OTH', label: 'Other', from: 2024 },
    ...list({
      NEET: 'Not in education, employment or training, aged 16 to 25',
      NIEC: 'Not in education or training: notice to cease issued',
      NIEO: 'Not in education or training: other',
    }),
  ],
  rank: list({ 1: 'Primary', 2: 'Secondary' }),
  'cease-reason': list({
    1: 'Reached the maximum age', 2: 'Needs met without a plan', 3: 'Moved on to higher education', 4: 'Moved on to paid employment',
    5: 'Transferred to another authority in England', 6: 'No longer wishes to engage in education or training',
    7: 'Moved outside England', 8: 'Deceased', 9: 'Other',
  }),
  'review-outcome': list({ M: 'Maintain', A: 'Amend', C: 'Cease' }),
  attendance: list({ FT: 'Full time', PT: 'Part time' }),
  need: [
    ...list({
      SPLD: 'Specific learning difficulty', MLD: 'Moderate learning difficulty', SLD: 'Severe learning difficulty',
      PMLD: 'Profound and multiple learning difficulty', SEMH: 'Social, emotional and mental health',
      SLCN: 'Speech, language and communication needs', HI: 'Hearing impairment', VI: 'Vision impairment',
      MSI: 'Multi-sensory impairment', PD: 'Physical disability', ASD: 'Autistic spectrum disorder',
    }),
    { code: 'DS', label: 'Down syndrome', from: 2025 },
    { code: 'OTH', label: 'Other difficulty' },
  ],
};

const byCode = new Map(Object.entries(CODES).map(([name, codes]) => [name, new Map(codes.map((c) => [c.code, c]))]));

/** The code of a list, of whatever year, or null where the list has no such code. */
export function codeOf(name: CodeList, code: string): Code | null {
  return byCode.get(name)?.get(code) ?? null;
}

/** Whether something that exists from one collection year to another (both included) exists in `year`. */
export function existsIn(span: { from?: number; to?: number }, year: number): boolean {
  return (span.from ?? year) <= year && year <= (span.to ?? year);
}
