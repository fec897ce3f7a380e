// Every item of the SEN2 person level return, 2023 to 2026, in the order of the file (the order inside ActivePlans
// changes by year: see `sen2-layout.ts`). Numbers, labels and needs: Department for Education guides as cited by
// local authority sector tools; a number or need given by year holds from that year on.
import { coded, item } from './sen2-item.ts';
import type { ByYear, Extra, ItemSpec, ModuleName, Need } from './sen2-item.ts';

const NEW_IN_2025: ByYear<Need> = { 2025: 'O', 2026: 'M' };

/** The setting of a place, named or attended; `number` writes the item number of a letter. */
const where = (number: (letter: string) => string, settings: 'plan-setting' | 'placement-setting'): ItemSpec[] => [
  item(`URN urn ${number('a')}`, 'Unique reference number', ['urn', 'C'], { heading: 'URN - Unique Reference Number' }),
  item(`UKPRN ukprn ${number('b')}`, 'UK provider reference number', ['ukprn', 'C'], { heading: 'UKPRN - UK Provider Reference Number' }),
  coded(`SENSetting senSetting ${number('c')}`, 'SEN setting: establishment type', [settings, 'C'], { heading: 'SEN Setting – Establishment type' }),
  item(`SENSettingOther senSettingOther ${number('c(i)')}`, 'SEN setting: other', ['text', 'C'], { heading: 'SEN Setting - Other' }),
  coded(`PlacementRank placementRank ${number('d')}`, 'Placement rank', ['rank', 'M'], { heading: 'Placement Rank (1=Primary, 2=Secondary)' }),
];

const indicators = (unit: string, resourced: string): ItemSpec[] => [
  item(`SENunitIndicator senUnitIndicator ${unit}`, 'SEN unit indicator', ['flag', 'C']),
  item(`ResourcedProvisionIndicator resourcedProvisionIndicator ${resourced}`, 'Resourced provision indicator', ['flag', 'C']),
];

const residence = (span: Extra): ItemSpec[] => [
  coded('Res res 5.2', 'Residential settings', ['residential', 'C'], span),
  coded('WBP wbp 5.3', 'Work-based learning activity', ['work-based', 'C'], { heading: 'Work Based Learning Activity', ...span }),
];

const inPlan = (letter: string): string => `4.7${letter}`;
const inPlacement = (letter: string): string => `5.5${letter} 2024:5.7${letter}`;

/** The first part of the header goes into CollectionDetails, the rest into Source. */
export const COLLECTION_DETAILS = ['Collection', 'Year', 'ReferenceDate'];

export const ITEMS: Record<ModuleName, ItemSpec[]> = {
  Header: [
    coded('Collection collection 0', 'Collection name', ['collection', 'M']),
    item('Year year 0', 'Collection year', ['year', 'M'], { heading: 'Year' }),
    item('ReferenceDate referenceDate 0', 'Reference date', ['day', 'M']),
    coded('SourceLevel sourceLevel 0', 'Source level', ['source-level', 'M']),
    item('LEA lea 0', 'LA number', ['la-code', 'M']),
    item('SoftwareCode softwareCode 0', 'Software code', ['text', 'M']),
    item('Release release 0', 'Release', ['text', 'O']),
    item('SerialNo serialNo 0', 'Serial number', ['serial', 'M']),
    item('DateTime dateTime 0', 'Date and time', ['instant', 'M'], { heading: 'Date & Time (ccyy-mm-ddThh:mm:ss)' }),
    coded('DMO dmo 0', 'Designated medical officer in place', ['officer', 'M'], { heading: 'Designated Medical Officer' }),
    coded('DCO dco 0', 'Designated clinical officer in place', ['officer', 'M'], { heading: 'Designated Clinical Officer' }),
    coded('DSCO dsco 0', 'Designated social care officer in place', ['officer', NEW_IN_2025], { heading: 'Designated Social Care Officer', from: 2025 }),
  ],
  Person: [
    item('Surname surname 1.1', 'Surname', ['text', 'M']),
    item('Forename forename 1.2', 'Forename', ['text', 'M']),
    item('PersonBirthDate personBirthDate 1.3', 'Date of birth', ['day', 'M'], { heading: 'Date of Birth (ccyy-mm-dd)' }),
    coded('GenderCurrent sex 1.4', 'Gender', ['gender', 'M'], { to: 2023 }),
    coded('Sex sex 1.4', 'Sex', ['sex', 'M'], { from: 2024 }),
    coded('Ethnicity ethnicity 1.5', 'Ethnicity', ['ethnicity', 'M']),
    item('PostCode postCode 1.6', 'Postcode', ['text', 'O'], { heading: 'Post Code' }),
    item('UPN upn 1.7a', 'Unique pupil number', ['upn', 'C'], { heading: 'UPN - Unique Pupil Number' }),
    item('UniqueLearnerNumber uniqueLearnerNumber 1.7b', 'Unique learner number', ['uln', 'C'], { heading: 'ULN - Young Persons Unique Learner Number' }),
    coded('UPNunknown upnUnknown 1.7c', 'UPN and ULN unavailable – reason', ['upn-unknown', 'C']),
  ],
  Requests: [
    item('ReceivedDate receivedDate 2.1', 'Date request was received', ['day', 'C']),
    coded('RequestSource requestSource 2.2', 'Source of request for an EHC needs assessment', ['request-source', NEW_IN_2025], { from: 2025 }),
    item('RYA rya 2.2 2025:2.3', 'Initial request made whilst in relevant youth accommodation', ['flag', 'C'], { heading: 'Initial Request Whilst In RYA' }),
    item('RequestOutcomeDate requestOutcomeDate 2.3 2025:2.4', 'Request outcome date', ['day', 'C']),
    coded('RequestOutcome requestOutcome 2.4 2025:2.5', 'Request outcome', ['outcome', 'M']),
    item('RequestMediation requestMediation 2.5 2025:2.6', 'Request mediation', ['flag', 'C']),
    item('RequestTribunal requestTribunal 2.6 2025:2.7', 'Request tribunal', ['flag', 'C']),
    item('Exported exported 2.7 2025:2.8', 'Exported: moved out of the LA before assessment completed', ['la-code', 'C'], {
      heading: 'Exported - Child or young person moves out of LA before assessment is completed' }),
  ],
  Assessment: [
    coded('AssessmentOutcome assessmentOutcome 3.1', 'Assessment outcome: decision to issue EHC plan', ['outcome', 'M'], { heading: 'Assessment Outcome - Decision to issue EHC plan' }),
    item('AssessmentOutcomeDate assessmentOutcomeDate 3.2', 'Assessment outcome date', ['day', 'C']),
    item('AssessmentMediation assessmentMediation 3.3', 'Assessment mediation', ['flag', 'C']),
    item('AssessmentTribunal assessmentTribunal 3.4', 'Assessment tribunal', ['flag', 'C']),
    item('OtherMediation otherMediation 3.5', 'Other mediation', ['flag', 'C']),
    item('OtherTribunal otherTribunal 3.6', 'Other tribunal', ['flag', 'C']),
    item('Week20 week20 3.7', 'Twenty-week time limit exceptions apply', ['flag', 'C'], { heading: 'Twenty week time limit exceptions apply' }),
  ],
  NamedPlan: [
    item('StartDate startDate 4.1', 'EHC plan start date', ['day', 'M']),
    coded('PlanRes planRes 4.2', 'Residential settings', ['residential', 'C']),
    coded('PlanWBP planWbp 4.3', 'Work-based learning activity', ['work-based', 'C'], { heading: 'Work Based Learning Activity' }),
    item('PB pb 4.4a', 'Personal budget taken up', ['flag', 'M']),
    item('OA oa 4.4b', 'Personal budget: organised arrangements', ['flag', 'C'], { heading: 'Personal Budget - Organised Arrangements' }),
    coded('DP dp 4.4c', 'Personal budget: direct payments', ['direct-payment', 'C'], { heading: 'Personal Budget - Direct Payments' }),
    item('CeaseDate ceaseDate 4.5', 'Date EHC plan ceased', ['day', 'C']),
    coded('CeaseReason ceaseReason 4.6', 'Reason EHC plan ceased', ['cease-reason', 'C']),
  ],
  PlanDetail: [
    ...where(inPlan, 'plan-setting'),
    ...indicators(inPlan('e'), inPlan('f')),
  ],
  ActivePlans: [
    item('TransferLA transferLa 5.1', 'EHC plan transferred in from another LA during calendar year', ['la-code', 'C']),
    ...residence({ to: 2023 }),
    item('ReviewMeeting reviewMeeting 5.4 2025:5.4a', 'Annual review meeting date', ['day', { 2024: 'O', 2025: 'C' }], { from: 2024 }),
    coded('ReviewOutcome reviewOutcome 5.5 2025:5.4c', 'Annual review decision', ['review-outcome', { 2024: 'O', 2025: 'C' }], { from: 2024 }),
    item('ReviewDraft reviewDraft 5.4d', 'Annual review: date draft amended EHC plan issued', ['day', { 2025: 'O', 2026: 'C' }], { from: 2025 }),
    item('PhaseTransferDueDate phaseTransferDueDate 5.6a', 'Phase transfer review: due date for any amended plan', ['day', { 2025: 'O', 2026: 'C' }], { from: 2025 }),
    item('PhaseTransferFinalDate phaseTransferFinalDate 5.6b', 'Phase transfer review: final plan date', ['day', { 2025: 'O', 2026: 'C' }], { from: 2025 }),
    item('LastReview lastReview 5.4 2024:5.6 2025:5.4b', 'EHC plan review decision date', ['day', 'C'], { heading: 'EHC Plan Review Decisions Date' }),
  ],
  PlacementDetail: [
    ...where(inPlacement, 'placement-setting'),
    item(`EntryDate entryDate ${inPlacement('e')}`, 'Placement start date', ['day', 'M']),
    item(`LeavingDate leavingDate ${inPlacement('f')}`, 'Placement leaving date', ['day', 'C']),
    coded('AttendancePattern attendancePattern 5.5g', 'Attendance pattern', ['attendance', 'C'], { to: 2023 }),
    ...indicators('5.5h 2024:5.7g', '5.5i 2024:5.7h'),
    ...residence({ from: 2024 }),
  ],
  SENneed: [
    coded('SENtype senType 5.6 2024:5.8a', 'SEN type of need', ['need', 'M']),
    coded('SENtypeRank senTypeRank 5.7 2024:5.8b', 'SEN type of need rank', ['rank', 'M'], {
      heading: 'SEN Type of Need rank (1=Primary, 2=Secondary)' }),
  ],
};
