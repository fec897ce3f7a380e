// Names made up of parts, in the manner of the many languages that families in England have names from. Nobody is meant
// by any of them. They hold what systems stumble over: accents, apostrophes, hyphens, spaces, one letter, great length.
import type { Chance } from './seeded.ts';

/** Parts of names of one manner; any start goes with any end. */
interface Manner {
  readonly girls: readonly [readonly string[], readonly string[]];
  readonly boys: readonly [readonly string[], readonly string[]];
  readonly surnames: readonly [readonly string[], readonly string[]];
  /** What goes before some surnames. */
  readonly before?: readonly string[];
}

const manners = {
  english: {
    girls: [['Ad', 'Bry', 'Cel', 'Em', 'Fe', 'Is', 'Jes', 'Lar', 'Mab', 'Row', 'Sor', 'Thea', 'Wren', 'Zin'], ['eline', 'anna', 'berly', 'ella', 'amy', 'etta', 'elin', 'ie', 'ora', 'iss']],
    boys: [['Ald', 'Cor', 'Del', 'Fen', 'Gwil', 'Hart', 'Jas', 'Kes', 'Os', 'Quil', 'Rud', 'Tob', 'Wil'], ['erin', 'van', 'win', 'ley', 'ric', 'an', 'per', 'by', 'frey', 'ton']],
    surnames: [['Apple', 'Bramble', 'Clover', 'Dapple', 'Elder', 'Fern', 'Gorse', 'Hazel', 'Ivy', 'Juniper', 'Kelp', 'Linden', 'Meadow', 'Nettle', 'Pebble', 'Quarry', 'Rush', 'Saffron', 'Teasel', 'Umber', 'Vetch', 'Willow', 'Yew', 'Ash', 'Thorn', 'Barley', 'Wool', 'Crow', 'Stan', 'Brook', 'Hart', 'Mar', 'Pen', 'Lang', 'Whit', 'Black', 'Hol', 'Ald', 'Win', 'Tad', 'Lock', 'Mill', 'Oaken', 'Raven', 'Sand', 'Trow', 'Wex', 'Cold', 'Dun', 'Ever', 'Fal', 'Grims'], ['by', 'combe', 'croft', 'dale', 'fell', 'gate', 'ham', 'ley', 'mere', 'ness', 'over', 'stead', 'thwaite', 'ton', 'wick', 'worth', 'shaw', 'holt', 'garth']],
  },
  gaelic: {
    girls: [['Ao', 'Ciar', 'Eil', 'Fion', 'Nia', 'Órl', 'Rói', 'Siob'], ['ife', 'nait', 'idh', 'wen', 'ona', 'sín', 'lla']],
    boys: [['Cad', 'Dai', 'Éan', 'Fin', 'Gar', 'Ior', 'Rhod', 'Tad'], ['fan', 'hán', 'nan', 'werth', 'gal', 'ri', 'og']],
    surnames: [['Wren', 'Garvan', 'Tarran', 'Callow', 'Dunmor', 'Kilbran', 'Fallar', 'Brannoch'], ['', 'agh', 'y', 'an', 'ie', 'ell']], before: ['O’', "O'", 'Mac', 'Mc', 'Ap '],
  },
  southAsian: {
    girls: [['Ami', 'Fari', 'Hani', 'Jasle', 'Meha', 'Nuri', 'Rume', 'Sana', 'Zay', 'Ruks'], ['na', 'sha', 'ya', 'een', 'ra', 'lah', 'preet', 'vi']],
    boys: [['Adee', 'Bilaa', 'Faiz', 'Harwa', 'Imra', 'Kabi', 'Raha', 'Sahi', 'Usma', 'Zaa'], ['n', 'l', 'deep', 'r', 'm', 'yan', 'd', 'ul']],
    surnames: [['Ahm', 'Beg', 'Chau', 'Dhil', 'Far', 'Gul', 'Husn', 'Jal', 'Mir', 'Qad', 'Rahm', 'Sidd', 'Talw', 'Vas'], ['ari', 'dhari', 'eria', 'ingh', 'ooq', 'awat', 'anker', 'edin', 'atta', 'ika']], before: ['ul-', 'Bin '],
  },
  african: {
    girls: [['Abe', 'Ama', 'Chi', 'Efu', 'Fola', 'Ngo', 'Nya', 'Temi', 'Zuwa'], ['ba', 'ma', 'nwe', 'ra', 'sade', 'zi', 'luwa', 'kai']],
    boys: [['Ade', 'Chu', 'Ekow', 'Iken', 'Kofa', 'Olu', 'Sefu', 'Tunde', 'Yaw'], ['bayo', 'ka', 'mi', 'na', 'seun', 'wale', 'di', 'ri']],
    surnames: [['Ades', 'Aman', 'Bo', 'Chik', 'Eze', 'Kwab', 'Mens', 'Nwa', 'Okor', 'Osei', 'Tamb', 'Zulw'], ['anya', 'kwah', 'ateng', 'onji', 'ugo', 'ena', 'afor', 'ari', 'oba', 'ele']], before: ['Oluwa'],
  },
  horn: {
    girls: [['Ayaa', 'Fad', 'Hib', 'Idil', 'Sagal', 'Naju', 'Lay'], ['n', 'umo', 'aq', 'a', 'la', 'ma']],
    boys: [['Abdi', 'Fara', 'Guul', 'Liba', 'Warsa', 'Bashi', 'Daho'], ['n', 'r', 'x', 'me', 'd', 'le']],
    surnames: [['Abdul', 'Far', 'Gued', 'Jam', 'Moh', 'War', 'Yus', 'Osm'], ['ahi', 'ax', 'ey', 'aal', 'amud', 'same', 'uf', 'iye']],
  },
  slavic: {
    girls: [['Agnie', 'Da', 'Ka', 'Luc', 'Mila', 'Zu', 'Wie'], ['szka', 'nuta', 'lina', 'ja', 'zanna', 'rka', 'sława']],
    boys: [['Bar', 'Łuka', 'Miko', 'Rado', 'Staś', 'To', 'Wi'], ['tosz', 'szin', 'łaj', 'sław', 'mek', 'masz', 'told']],
    surnames: [['Brzęk', 'Dąbr', 'Grzeb', 'Jawor', 'Kowel', 'Ledz', 'Nowacz', 'Śliw', 'Wróbl', 'Žel'], ['owski', 'iński', 'ak', 'czyk', 'yńska', 'uk', 'enko', 'ić', 'ová']],
  },
  iberian: {
    girls: [['Ana', 'Beatri', 'Concei', 'Esme', 'Inê', 'Lui'], ['ísa', 'z', 'ção', 'nia', 's', 'sa', 'rela']],
    boys: [['Andr', 'Dio', 'Joã', 'Mat', 'Nuñ', 'Ra'], ['és', 'go', 'o', 'ías', 'el', 'úl']],
    surnames: [['Alm', 'Carv', 'Est', 'Fig', 'Mon', 'Per', 'Quint', 'Sal'], ['eida', 'alhal', 'évez', 'ueroa', 'teiral', 'eyra', 'anilla', 'daña']], before: ['de ', 'dos ', 'da '],
  },
  eastAsian: {
    girls: [['Mei', 'Xiu', 'Lan', 'Hoa', 'Yu', 'Bích'], [' Lin', '-Ning', 'hua', ' Mai', 'e', ' Anh']],
    boys: [['Jun', 'Wei', 'Minh', 'Hao', 'Kai', 'Đức'], [' Bo', '-Tao', ' Khoa', 'ran', 'e', ' Lei']],
    surnames: [['Zh', 'X', 'Ngh', 'Tr', 'L', 'Q'], ['ào', 'uong', 'iew', 'ị', 'ăng', 'ei', 'u', 'o']],
  },
  arabic: {
    girls: [['Amal', 'Dali', 'Hala', 'Lujai', 'Nour', 'Rani', 'Yasmi'], ['', 'a', 'n', 'h', 'een', 'ya']],
    boys: [['Amee', 'Fadi', 'Haythe', 'Kari', 'Nasi', 'Tare', 'Yahy'], ['r', 'm', 'k', 'a', 'l', 'b']],
    surnames: [['Badr', 'Darw', 'Fakhr', 'Hadd', 'Kass', 'Mansr', 'Saml', 'Tawf'], ['ani', 'ish', 'oury', 'adin', 'em', 'our', 'ieh', 'iqi']], before: ['al-', 'El ', 'Abu '],
  },
  turkish: {
    girls: [['Ay', 'Del', 'El', 'Gül', 'Yağm'], ['şen', 'fin', 'ara', 'şah', 'urel']],
    boys: [['Al', 'Em', 'Kor', 'Meh', 'Öz'], ['perin', 'rehan', 'kutal', 'tek', 'gürel']],
    surnames: [['Ak', 'Çel', 'Dem', 'Kara', 'Yıl', 'Papad'], ['ınoğlu', 'irdağ', 'ikkol', 'maz', 'dızel', 'akis']],
  },
} as const satisfies Record<string, Manner>;

type MannerName = keyof typeof manners;

/** Manners of name by ethnicity (codes of the school census), by weight; others take those of `other`. */
const mannersOf: Readonly<Record<string, Partial<Record<MannerName, number>>>> = {
  WBRI: { english: 9, gaelic: 1 }, WIRI: { gaelic: 1 }, WIRT: { gaelic: 1 }, WROM: { english: 2, slavic: 1 }, WOTH: { slavic: 5, iberian: 3, turkish: 2, english: 1 },
  MWBC: { english: 1 }, MWBA: { english: 1, african: 1 }, MWAS: { english: 1, southAsian: 1 }, MOTH: { english: 3, iberian: 1, arabic: 1, eastAsian: 1 },
  AIND: { southAsian: 1 }, APKN: { southAsian: 1 }, ABAN: { southAsian: 1 }, AOTH: { southAsian: 2, arabic: 1, eastAsian: 1 }, CHNE: { eastAsian: 1 },
  BCRB: { english: 3, african: 1 }, BAFR: { african: 3, horn: 2 }, BOTH: { african: 1, horn: 1 }, OOTH: { arabic: 3, turkish: 1, iberian: 1 },
};
const otherwise: Partial<Record<MannerName, number>> = { english: 7, southAsian: 1, african: 1, slavic: 1 };

/** The manner in which a family of an ethnicity has its names. */
export function mannerFor(chance: Chance, ethnicity: string): Manner {
  return manners[chance.weighted((mannersOf[ethnicity] ?? otherwise) as Record<MannerName, number>)];
}

const joined = (chance: Chance, [starts, ends]: readonly [readonly string[], readonly string[]]): string => `${chance.pick(starts)}${chance.pick(ends)}`;

/** A surname: some have a part before, some are two, a few are one letter or very long. */
export function surnameIn(chance: Chance, manner: Manner): string {
  const name = joined(chance, manner.surnames);
  if (manner.before !== undefined && chance.yes(0.2)) return `${chance.pick(manner.before)}${name}`;
  if (chance.yes(0.001)) return name.slice(0, 1);
  return chance.yes(0.07) ? `${name}${chance.pick(['-', '-', ' '])}${joined(chance, manners.english.surnames)}` : name;
}

/** A forename: some are two; a child of unknown sex may have either kind. */
export function forenameIn(chance: Chance, manner: Manner, sex: string): string {
  const parts = sex === 'F' || (sex === 'U' && chance.yes(0.5)) ? manner.girls : manner.boys;
  const name = joined(chance, parts);
  return chance.yes(0.04) ? `${name}${chance.pick(['-', ' '])}${joined(chance, parts)}` : name;
}

/** The name of a place or a person of staff: plain, so that lists are calm to read. */
export function plainSurname(chance: Chance): string {
  return joined(chance, manners.english.surnames);
}

/** Forename and surname of a member of staff. */
export function staffName(chance: Chance): string {
  const manner = mannerFor(chance, chance.pick(['WBRI', 'WBRI', 'WBRI', 'AIND', 'BAFR', 'WOTH', 'APKN']));
  return `${joined(chance, chance.yes(0.75) ? manner.girls : manner.boys)} ${joined(chance, manner.surnames)}`;
}
