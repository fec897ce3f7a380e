// The advisers' page: advice asked of one's service by due day, and the coming weeks against what it can give.
import { z } from 'zod';
import { dayOfInstant, type Day } from '../calendar/day.ts';
import { adviceBodies } from '../case-history/kinds/assessment.ts';
import { caseAddress, recordAddress } from '../children/addresses.ts';
import { nameOf } from '../children/subject-bar.ts';
import { dayText, numberText, shortDayText } from '../platform/layout/format.ts';
import { fileLinks, isListFormat, type ListFile } from '../platform/layout/list-formats.ts';
import { listDownload } from '../platform/list-file.ts';
import { type Answer, NOT_FOUND, page, type PageRequest, post, type Route, type Shows } from '../platform/web-route.ts';
import { may } from '../staff/rights.ts';
import { adviceAddress, adviceFileAddress } from './addresses.ts';
import { adviceAsked, type AskedAdvice, capacityOf, isDueSoon, serviceOf, setCapacity } from './advice.sql.ts';
import { capacityWeeks } from './capacity.ts';
import { dueLabel } from '../children/due-label.ts';

const who = may('see-children');
const query = z.object({ service: z.string().max(40).optional() });
const WHOLE = 'Enter a whole number from 0 to 500';
const form = z.object({ service: z.string().max(40), perWeek: z.string().trim().regex(/^\d{1,3}$/, WHOLE).transform(Number).refine((count) => count <= 500, WHOLE) });

type Db = PageRequest<string, typeof who, object, never>['db'];
type Where = { readonly db: Db; readonly viewer: PageRequest<string, typeof who, object, never>['viewer']; readonly now: string };

/** The advisers' page, its list as files, and setting what a service can give. */
export const adviceRoutes: readonly Route[] = [
  page({ address: adviceAddress, who, query, answer: async (request) => showOwn(request, await serviceFor(request, request.query.service)) }),
  page({ address: adviceFileAddress, who, query, answer: async (request) => sendAdvice(request, await serviceFor(request, request.query.service), request.parts.format) }),
  post({ address: adviceAddress, who, form, answer: receive }),
];

const bodies: Readonly<Record<string, string>> = adviceBodies;

/** Advisers see what is asked of their own service; those who allocate may look at every service. Null for nobody's. */
async function serviceFor({ db, viewer }: Where, asked: unknown): Promise<string | null> {
  const own = await serviceOf(db, viewer);
  if (!viewer.rights.has('allocate')) return asked === undefined || asked === own ? own : null;
  const wanted = asked ?? own ?? 'EDUCATIONAL_PSYCHOLOGIST';
  return typeof wanted === 'string' && Object.hasOwn(bodies, wanted) ? wanted : null;
}

// Whoever gives advice begins here. Without a service they read what is missing and who mends it.
async function showOwn(request: Where & { readonly query: z.infer<typeof query> }, service: string | null): Promise<Answer> {
  return service === null && request.query.service === undefined ? { page: 'worklists/no-service.njk', model: {}, shows: 'nobody' } : showAdvice(request, service);
}

async function showAdvice({ db, viewer, now }: Where, service: string | null, more: object = {}): Promise<Answer> {
  if (service === null) return NOT_FOUND;
  const today = dayOfInstant(now);
  const [asked, perWeek] = [await adviceAsked(db, viewer, service, today), await capacityOf(db, service)];
  const recorder = viewer.rights.has('record-events');
  const choices = viewer.rights.has('allocate') ? Object.entries(bodies).map(([code, text]) => ({ text, href: adviceAddress({ service: code }), current: code === service })) : [];
  return {
    page: 'worklists/advice.njk', shows: shown('advice asked for', asked),
    model: {
      service, title: bodies[service] ?? service, ...capacityWeeks(asked.map(({ dueOn }) => dueOn), perWeek, today), perWeek, choices, action: adviceAddress(), lines: asked.map((one) => lineOf(one, today, recorder)), soon: asked.filter((one) => isDueSoon(one, today)).length,
      files: fileLinks((format) => adviceFileAddress({ format }, { service })), ...more,
    },
  };
}

const shown = (what: string, asked: readonly AskedAdvice[]): Shows => (asked.length === 0 ? 'nobody' : { what, children: asked.map(({ childId }) => childId) });

/** The list of the page. */
async function sendAdvice({ db, viewer, now }: Where, service: string | null, format: string): Promise<Answer> {
  if (service === null || !isListFormat(format)) return NOT_FOUND;
  const today = dayOfInstant(now);
  const asked = await adviceAsked(db, viewer, service, today);
  const list: ListFile = {
    about: [['List', 'Advice asked for'], ['Service', bodies[service] ?? service], ['As at', dayText(today)], ['Rows', numberText(asked.length)]],
    columns: ['Child or young person', 'Reference', 'Due', 'How it stands', 'Asked for', 'Date of birth', 'Caseworker'],
    rows: asked.map((one) => lineOf(one, today, false)).map((line) => [line.name, line.reference, line.dueOn === null ? '' : shortDayText(line.dueOn), line.label, shortDayText(line.requestedOn), shortDayText(line.birthOn), line.caseworker]),
  };
  return { download: listDownload(`sightline-advice-${today}`, format, list), shows: shown(`export of advice asked for (${format})`, asked) };
}

interface AdviceLine extends Pick<AskedAdvice, 'childId' | 'reference' | 'birthOn' | 'requestedOn' | 'dueOn'> {
  readonly href: string;
  readonly name: string;
  readonly caseworker: string;
  readonly label: string;
  readonly late: boolean;
  readonly record: string | null;
}

function lineOf(one: AskedAdvice, today: Day, recorder: boolean): AdviceLine {
  const { childId, dueOn, excused } = one;
  return {
    childId, href: caseAddress({ childId }), name: nameOf(one), reference: one.reference, birthOn: one.birthOn, requestedOn: one.requestedOn, caseworker: one.caseworker ?? 'Nobody yet', dueOn,
    label: dueOn === null ? 'No day can be given' : dueLabel(dueOn, today, excused), late: dueOn !== null && dueOn < today && !excused,
    record: recorder ? recordAddress({ childId }, { kind: 'ADVICE_RECEIVED' }) : null,
  };
}

type Posting = PageRequest<'/advice', typeof who, object, z.infer<typeof form>>;

async function receive(request: Posting): Promise<Answer> {
  const { db, viewer, now, form: read } = request;
  const service = await serviceFor(request, read.typed['service']);
  if (service === null) return NOT_FOUND;
  if (!read.ok) return showAdvice(request, service, { errors: read.errors, typed: String(read.typed['perWeek'] ?? '') });
  await setCapacity(db, viewer, service, { perWeek: read.values.perWeek, now });
  return { goTo: adviceAddress({ service }), notice: 'What the service can give in a week is set.' };
}
