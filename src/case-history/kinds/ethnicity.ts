// Ethnicity: codes of the school census, as the SEN2 return has them (item 1.5). The 18 main groups of the published tables, refused and not obtained, and the extended
// codes that roll up to each. ABRI, AWEL, BBRI and BWEL are placed by their first letter: their place is the least sure.

export interface EthnicGroup {
  code: string;
  label: string;
  extended: Record<string, string>;
}

export const ETHNICITIES: EthnicGroup[] = [
  { code: 'WBRI', label: 'White British', extended: {
    WCOR: 'White - Cornish', WENG: 'White - English', WNIR: 'White - Northern Irish', WSCO: 'White - Scottish',
    WWEL: 'White - Welsh', WOWB: 'Other White British' } },
  { code: 'WIRI', label: 'White Irish', extended: {} },
  { code: 'WIRT', label: 'Traveller of Irish heritage', extended: {} },
  { code: 'WROM', label: 'Gypsy/Roma', extended: { WROG: 'Gypsy', WROR: 'Roma', WROO: 'Other Gypsy/Roma' } },
  { code: 'WOTH', label: 'Any other White background', extended: {
    WALB: 'Albanian', WBOS: 'Bosnian - Herzegovinian', WCRO: 'Croatian', WGRE: 'Greek/ Greek Cypriot', WGRK: 'Greek',
    WGRC: 'Greek Cypriot', WITA: 'Italian', WKOS: 'Kosovan', WPOR: 'Portuguese', WSER: 'Serbian',
    WTUR: 'Turkish/ Turkish Cypriot', WTUK: 'Turkish', WTUC: 'Turkish Cypriot', WEUR: 'White European',
    WEEU: 'White Eastern European', WWEU: 'White Western European', WOTW: 'White Other' } },
  { code: 'MWBC', label: 'White and Black Caribbean', extended: {} },
  { code: 'MWBA', label: 'White and Black African', extended: {} },
  { code: 'MWAS', label: 'White and Asian', extended: {
    MWAP: 'White and Pakistani', MWAI: 'White and Indian', MWAO: 'White and Any Other Asian Background' } },
  { code: 'MOTH', label: 'Any other mixed background', extended: {
    MAOE: 'Asian and Any Other Ethnic Group', MABL: 'Asian and Black', MACH: 'Asian and Chinese',
    MBOE: 'Black and Any Other Ethnic Group', MBCH: 'Black and Chinese', MCOE: 'Chinese and Any Other Ethnic Group',
    MWOE: 'White and Any Other Ethnic Group', MWCH: 'White and Chinese', MOTM: 'Other Mixed Background' } },
  { code: 'AIND', label: 'Indian', extended: {} },
  { code: 'APKN', label: 'Pakistani', extended: { AMPK: 'Mirpuri - Pakistani', AKPA: 'Kashmiri Pakistani', AOPK: 'Other Pakistani' } },
  { code: 'ABAN', label: 'Bangladeshi', extended: {} },
  { code: 'AOTH', label: 'Any other Asian background', extended: {
    ABRI: 'Asian - British', AWEL: 'Asian - Welsh', AAFR: 'African Asian', AKAO: 'Kashmiri Other', ANEP: 'Nepali',
    ASNL: 'Sri Lankan Sinhalese', ASLT: 'Sri Lankan Tamil', ASRO: 'Sri Lankan Other', AOTA: 'Other Asian' } },
  { code: 'BCRB', label: 'Black Caribbean', extended: {} },
  { code: 'BAFR', label: 'Black African', extended: {
    BANN: 'Black - Angolan', BCON: 'Black - Congolese', BGHA: 'Black - Ghanaian', BNGN: 'Black - Nigerian',
    BSLN: 'Black - Sierra Leonean', BSOM: 'Black - Somali', BSUD: 'Black - Sudanese', BAOF: 'Other Black African' } },
  { code: 'BOTH', label: 'Any other Black background', extended: {
    BBRI: 'Black - British', BWEL: 'Black - Welsh', BEUR: 'Black European', BNAM: 'Black North American', BOTB: 'Other Black' } },
  { code: 'CHNE', label: 'Chinese', extended: {
    CHKC: 'Hong Kong Chinese', CMAL: 'Malaysian Chinese', CSNG: 'Singaporean Chinese', CTWN: 'Taiwanese', COCH: 'Other Chinese' } },
  { code: 'OOTH', label: 'Any other ethnic group', extended: {
    OAFG: 'Afghan', ORAB: 'Arab', OARA: 'Arab Other', OEGY: 'Egyptian', OFIL: 'Filipino', OIRN: 'Iranian', OIRQ: 'Iraqi',
    OJPN: 'Japanese', OKOR: 'Korean', OKRD: 'Kurdish', OLAM: 'Latin/ South/ Central American', OLEB: 'Lebanese',
    OLIB: 'Libyan', OMAL: 'Malay', OMRC: 'Moroccan', OPOL: 'Polynesian', OTHA: 'Thai', OVIE: 'Vietnamese', OYEM: 'Yemeni',
    OOEG: 'Other Ethnic Group' } },
  { code: 'REFU', label: 'Refused', extended: {} },
  { code: 'NOBT', label: 'Information not yet obtained', extended: {} },
];

/** Every code, main or extended, with its words. */
export const ethnicities: Readonly<Record<string, string>> = Object.fromEntries(ETHNICITIES.flatMap(({ code, label, extended }) => [[code, label], ...Object.entries(extended)]));

const mainGroups = new Map(ETHNICITIES.flatMap((g) => [g.code, ...Object.keys(g.extended)].map((code) => [code, g.code])));

/** The main group of an ethnicity code, main or extended, or null where the code is not in the list. */
export function mainEthnicity(code: string): string | null {
  return mainGroups.get(code) ?? null;
}
