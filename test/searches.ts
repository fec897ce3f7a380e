// Two hundred searches as officers type them, and whom each means. `@key` stands for the case reference of that child.

const SEARCHES = `
Names in any order, whole and in part
zuleika | Zuleika Quxworthy
zuleika | quxworthy zuleika
zuleika | Quxworthy, Zuleika
zuleika | quxw
zuleika | zuleika q
zuleika | z quxworthy
zuleika | zul qux
zuleika | xworth
twin-a | amina vexmoorby
twin-b | amira vexmoorby
twin-b | vexmoorby amira
sister | aminah vexmoorby
sister | rose vexmoorby
sister | Aminah Rose Vexmoorby
smith1 | oliver teaselbrook 3/2/2014
smith2 | oliver teaselbrook 23/11/2016
olivia | olivia teaselbrook
olivia | teaselbrook olivia 3 feb 2014
double | ottoline bramblewick thornshaw
double | thornshaw
double | Bramblewick-Thornshaw
double | bramblewickthornshaw
double2 | ottoline bramblewick 17/5/2013
long | featherstone wilhelmina
long | wilhelmina featherst
nameless | Bo Xu
nameless | xu bo
nameless | xu 15/9/2015
Accents, apostrophes, hyphens, spaces
oneill | saoirse oquillneill
oneill | O'Quillneill
oneill | O Quillneill
oneill | o’quillneill saoirse
oneill | quillneill
odwyer | ODwarrington
odwyer | o dwarrington tadhg
odwyer | Dwarrington
mcgarr | roisin mcgarrowan
mcgarr | Roisin Mc Garrowan
mcgarr | garrowan
mac | Mac Tavoran
mac | tavoran eilidh
siobhan | siobhan tarrancroft
lukasz | lukasz wroblczyk
lukasz | Łukasz
kasia | katarzyna dabrozinska
gulsen | gulsen celirdag
joao | joao carvalhalao
joao | João de Carvalhalão
joao | miguel decarvalhalao
ines | ines figueroteira
ines | dosfigueroteira
anne | annemarie delacrosse
anne | Anne Marie Delacrosse
anne | de la crosse anne
van | femke lindenberg
van | vanderlindenberg
van | Van Der Lindenberg
duc | minh duc nguyenthanh
duc | duc nguyen thanh
zhao | xiu ning zhao
zhao | xiuning
zhao | zhaouong
yusuf | yusuf albadrani
yusuf | al badrani
yusuf | badrani yusuf
noor | noor ul ain
noor | noorulain farooqedin
adopted | linden ashover
adopted | jessamy ashover
Known-as and former names
zuleika | zuzu
zuleika | zuzu quxworthy
known | lexi nettlecombe
known | lexi
known2 | bilaal rahmanzai
known2 | bilal rahmanzai
adopted | jessamy crowthwaite
adopted | crowthwaite
renamed | corvanna pebblestead
renamed | pebblestead
renamed | corvanna hazelgarth
transname | rowena saffronholt
transname | rowan saffronholt
oluwa | seun adesanyaku
philippa | pippa umberwick
long | billie featherstonehaughley
Sounds alike, written otherwise
niamh | neve fallowbrook
niamh | neeve fallow brook
siobhan | shivaun tarrancroft
siobhan | siobhan tarencroft
kathryn | catherine meadowmere
kathryn | katherine meadowmeer
stephen | steven quarryfell
stephen | stefan quaryfell
geoffrey | jeffrey junipergate
geoffrey | jeff junipergate
philippa | filippa umberwick
jaxon | jackson kelpstead
shaun | sean yewthwaite
shaun | shawn yewthwait
isaac | izaak vetchworth
leigh | lee ivynessa
oneill | sersha quillneill
long | featherstonehawley
Polish
szcz | shimon shchepkoviak
szcz | szymon szczepkowiak
szcz | simon szczepkoviak
szcz | szcepkowiak
grzegorz | gregorz brzeczykowski
grzegorz | grzegorz brzeczykovski
grzegorz | gzegosz brzeczykowsky
wojciech | wojciech zelaznik
wojciech | woyciech zelasnik
agnieszka | agnieska jaworczyk
agnieszka | agnieszka yavorchik
jakub | yakub nowaczenko
andrzej | andrej kowelski
andrzej | andrzej kovelsky
lukasz | lucas wroblchyk
kasia | katarina dabrozinska
Somali
maxamed | mohamed abdirahman 2/2/2013
maxamed | maxamed cabdiraxman
maxamed | mohamed cabdirahman
faadumo | fadumo warsame
faadumo | faduma warsamein
caasha | aisha hirsiyare
caasha | asha xirsiyare
abdi | cabdiraxmaan guuleed
abdi | abdurahman guleedyare
xasan | hassan jamacsame
xasan | hasan jaamacsame
khadra | qadra cumaraale
khadra | khadra omaraale
ismaaciil | ismail farahle
ismaaciil | ismaacil faarahle
Urdu and Arabic
muhammad | mohammed qureshizai
muhammad | mohamed kureshizai
muhammad | muhammed quraishizai
ayesha | aisha chaudhrywala
ayesha | ayesha choudhurywala
ayesha | aysha chowdhrywala
zainab | zaynab bukharidin
zainab | sayeda zainab
zainab | zeinab bukhari
hussain | ali hussein shaikhmir
hussain | hussain sheikhmir
hussain | husain ali sheikh mir
fatima | fatimah siddiquiari
fatima | faatima sidiquiari
zulfiqar | zulfikar mirzapuri
khadija | khadijah ghulamani
khadija | hadija gulamani
yusuf | yousef al-badrani
noor | nur ul ain faroqedin
known2 | mohammed bilal rahmanzai
Slips of the finger
zuleika | zuelika quxworthy
zuleika | quxwrothy
zuleika | quxworhty zuleika
zuleika | uxworthy
zuleika | qxuworthy zuleika
zuleika | quxwotrhy zuleka
twin-a | amina vexmorby
twin-b | amira vexmoobry
twin-a | amnia vexmoorby
oneill | saorise oquilneill
mcgarr | roisin mcgarowan
double | otoline bramblewick thornshaw
adopted | jesamy lindenashover
known | alexnadria nettlecombe
lukasz | lukazs wroblczyk
jaxon | jaxno kelpstead
chi | chinew okorafugo
chi | chinwe okarofugo
oluwa | oluwasuen adesanyaku
oluwa | oluwaseun adesanyuka
philippa | phillipa umberwick
isaac | issac vetchworth
shaun | shaun yewthwiate
long | wilhemina fetherstonehaughley
geoffrey | geofrey junpergate
Dates of birth
zuleika | 27/03/2017
zuleika | 27 March 2017 zuleika
zuleika | 27.3.17
zuleika | quxworthy 27032017
zuleika | zuleika 27th of March 2017
zuleika | March 27 2017
zuleika | quxworthy 20170327
mcgarr | 29/2/2016
twin-b | 14-6-2015 amira
smith1 | oliver teaselbrook 2/3/2014
isaac | isaac vetchworth 28/8/2015
kathryn | meadowmere 9 sep 2012
Identifiers
zuleika | Z999000000123
zuleika | z 9990 0000 0123
zuleika | 999 000 0018
mcgarr | 9990000026
oneill | 9900000012
philippa | 990 000 0020
zuleika | @zuleika
odwyer | @odwyer without its hyphen
hussain | @hussain in small letters with spaces
`;

/** What is typed, who is meant (a key of `searchedPeople`), and what kind of search it is. */
export interface SearchExample { readonly typed: string; readonly means: string; readonly about: string }

/** All searches, in the order of the table. */
export const searches: readonly SearchExample[] = listed();

function listed(): SearchExample[] {
  let about = '';
  return SEARCHES.trim().split('\n').flatMap((line) => {
    const [means = '', typed] = line.split(' | ');
    if (typed === undefined) about = line;
    return typed === undefined ? [] : [{ typed, means, about }];
  });
}
