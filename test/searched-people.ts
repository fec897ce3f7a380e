// Invented children whom the test of search looks for: twins, siblings, namesakes, names of many origins and spellings. Numbers
// are right in form and impossible in fact.
import type { Facts } from '../src/case-history/entry.ts';

// key | forename | surname | date of birth | known as | former names | UPN | ULN | NHS number | surname stated before
const PEOPLE = `
zuleika     | Zuleika          | Quxworthy             | 2017-03-27 | Zuzu    |                   | Z999000000123 |            | 9990000018 |
twin-a      | Amina            | Vexmoorby             | 2015-06-14 |         |                   | Z999000000211 |            |            |
twin-b      | Amira            | Vexmoorby             | 2015-06-14 |         |                   | Z999000000222 |            |            |
sister      | Aminah-Rose      | Vexmoorby             | 2018-01-09 |         |                   |               |            |            |
oneill      | Saoirse          | O’Quillneill          | 2014-11-02 |         |                   |               | 9900000012 |            |
odwyer      | Tadhg            | O'Dwarrington         | 2013-09-30 |         |                   |               |            |            |
mcgarr      | Róisín           | McGarrowan            | 2016-02-29 |         |                   |               |            | 9990000026 |
mac         | Eilidh           | Mac Tavoran           | 2012-12-12 |         |                   |               |            |            |
niamh       | Niamh            | Fallowbrook           | 2011-04-05 |         |                   |               |            |            |
siobhan     | Siobhán          | Tarrancroft           | 2010-08-21 |         |                   |               |            |            |
double      | Ottoline         | Bramblewick-Thornshaw | 2014-05-17 |         |                   |               |            |            |
double2     | Ottoline         | Bramblewick           | 2013-05-17 |         |                   |               |            |            |
adopted     | Jessamy          | Linden-Ashover        | 2016-10-10 |         | Crowthwaite       |               |            |            |
renamed     | Corvanna         | Hazelgarth            | 2009-07-07 |         |                   |               |            |            | Pebblestead
known       | Alexandria       | Nettlecombe           | 2015-12-01 | Lexi    |                   |               |            |            |
known2      | Muhammad Bilaal  | Rahmanzai             | 2014-03-19 | Bilaal  |                   |               |            |            |
transname   | Rowan            | Saffronholt           | 2008-02-14 |         | Rowena Saffronholt|               |            |            |
lukasz      | Łukasz           | Wróblczyk             | 2013-01-23 |         |                   | Z999000000233 |            |            |
kasia       | Katarzyna        | Dąbrozińska           | 2012-06-30 | Kasia   |                   |               |            |            |
szcz        | Szymon           | Szczepkowiak          | 2016-09-11 |         |                   |               |            |            |
grzegorz    | Grzegorz         | Brzęczykowski         | 2011-11-11 |         |                   |               |            |            |
wojciech    | Wojciech         | Żelaznik              | 2010-03-03 |         |                   |               |            |            |
agnieszka   | Agnieszka        | Jaworczyk             | 2014-07-22 |         |                   |               |            |            |
jakub       | Jakub            | Nowaczenko            | 2017-05-05 |         |                   |               |            |            |
andrzej     | Andrzej          | Kowelski              | 2009-12-24 |         |                   |               |            |            |
maxamed     | Maxamed          | Cabdiraxmaan          | 2013-02-02 |         |                   |               |            |            |
faadumo     | Faadumo          | Warsameyn             | 2015-08-08 |         |                   |               |            |            |
caasha      | Caasha           | Xirsiyare             | 2011-10-15 |         |                   |               |            |            |
abdi        | Abdirahman       | Guuleedyare           | 2014-04-14 |         |                   |               |            |            |
xasan       | Xasan            | Jaamacsame            | 2012-05-25 |         |                   |               |            |            |
khadra      | Khadra           | Cumaraale             | 2016-06-06 |         |                   |               |            |            |
ismaaciil   | Ismaaciil        | Faarahle              | 2010-09-19 |         |                   |               |            |            |
muhammad    | Muhammad         | Qureshizai            | 2014-08-30 |         |                   | Z999000000244 |            |            |
ayesha      | Ayesha           | Chaudhrywala          | 2013-03-08 |         |                   |               |            |            |
zainab      | Syeda Zainab     | Bukharidin            | 2017-11-20 |         |                   |               |            |            |
hussain     | Ali Hussain      | Shaikhmir             | 2015-01-31 |         |                   |               |            |            |
fatima      | Fatima           | Siddiquiari           | 2012-04-18 |         |                   |               |            |            |
zulfiqar    | Zulfiqar         | Mirzapuri             | 2009-06-26 |         |                   |               |            |            |
khadija     | Khadija          | Ghulamani             | 2016-12-05 |         |                   |               |            |            |
yusuf       | Yusuf            | al-Badrani            | 2014-10-27 |         |                   |               |            |            |
noor        | Noor ul-Ain      | Farooqedin            | 2018-03-15 |         |                   |               |            |            |
joao        | João Miguel      | de Carvalhalão        | 2013-08-12 |         |                   |               |            |            |
ines        | Inês             | dos Figueroteira      | 2015-02-18 |         |                   |               |            |            |
anne        | Anne-Marie       | Delacrosse            | 2011-01-19 |         |                   |               |            |            |
van         | Femke            | van der Lindenberg    | 2016-04-23 |         |                   |               |            |            |
duc         | Minh Đức         | Nguyenthanh           | 2014-09-02 |         |                   |               |            |            |
zhao        | Xiu-Ning         | Zhàouong              | 2012-02-08 |         |                   |               |            |            |
gulsen      | Gülşen           | Çelirdağ              | 2013-05-29 |         |                   |               |            |            |
oluwa       | Oluwaseun        | Adesanyaku            | 2015-07-01 | Seun    |                   |               |            |            |
chi         | Chinwe           | Okorafugo             | 2010-10-10 |         |                   |               |            |            |
kathryn     | Kathryn          | Meadowmere            | 2012-09-09 |         |                   |               |            |            |
stephen     | Stephen          | Quarryfell            | 2014-12-30 |         |                   |               |            |            |
geoffrey    | Geoffrey         | Junipergate           | 2009-04-01 |         |                   |               |            |            |
philippa    | Philippa         | Umberwick             | 2013-10-13 | Pippa   |                   |               | 9900000020 |            |
jaxon       | Jaxon            | Kelpstead             | 2017-07-17 |         |                   |               |            |            |
shaun       | Shaun            | Yewthwaite            | 2011-05-06 |         |                   |               |            |            |
isaac       | Isaac            | Vetchworth            | 2016-08-28 |         |                   |               |            |            |
smith1      | Oliver           | Teaselbrook           | 2014-02-03 |         |                   | Z999000000255 |            |            |
smith2      | Oliver           | Teaselbrook           | 2016-11-23 |         |                   | Z999000000266 |            |            |
olivia      | Olivia           | Teaselbrook           | 2014-02-03 |         |                   |               |            |            |
leigh       | Leigh            | Ivynessa              | 2010-01-10 |         |                   |               |            |            |
nameless    | Bo               | Xu                    | 2015-09-15 |         |                   |               |            |            |
long        | Wilhelmina       | Featherstonehaughley  | 2012-11-27 | Billie  |                   |               |            |            |
`;

/** A child of the table: its key, its facts, and a surname that was stated before the present one. */
export interface SearchedPerson { readonly key: string; readonly facts: Facts; readonly before: string | null }

/** Everybody in the table. */
export const searchedPeople: readonly SearchedPerson[] = PEOPLE.trim().split('\n').map((line) => {
  const [key = '', forename = '', surname = '', dob = '', ...others] = line.split('|').map((cell) => cell.trim());
  const more = ['knownAs', 'formerNames', 'upn', 'uln', 'nhsNumber'].flatMap((name, i) => (others[i] ? [[name, others[i]] as const] : []));
  return { key, facts: { forename, surname, dob, ...Object.fromEntries(more) }, before: others[5] || null };
});
