// What is to be done about restricted records, for those who may restrict them; and looking into emergency access.
import { z } from 'zod';
import { dayOfInstant } from '../calendar/day.ts';
import { emergencyFindings, emergencyPurposes } from '../casework/emergency.ts';
import { emergenciesOf, reviewEmergency } from '../casework/emergency.sql.ts';
import { whoMaySeeAddress } from '../children/addresses.ts';
import { whole } from '../platform/database.ts';
import { typedWords } from '../platform/shown-text.ts';
import { type Answer, NOT_FOUND, page, type PageRequest, post, type Route } from '../platform/web-route.ts';
import { recordView } from '../staff/access.sql.ts';
import { emergencyReviewAddress, restrictedRecordsAddress } from '../staff/addresses.ts';
import { type RestrictionTask, restrictionLine } from '../staff/restriction-tasks.ts';
import { restrictionTasks } from '../staff/restriction-tasks.sql.ts';
import { may } from '../staff/rights.ts';

const who = may('restrict-records');
const form = z.object({
  finding: z.enum(Object.keys(emergencyFindings) as [keyof typeof emergencyFindings], 'Choose what you found'),
  note: typedWords('Enter what you looked at, and what follows from it', 2000, 'Enter 2,000 characters or fewer'),
});
type Request<Form> = PageRequest<'/emergency-access/:id', typeof who, object, Form>;

/** The list of what is to be done, and the form that closes the task of an emergency access. */
export const restrictedRecordsRoutes: readonly Route[] = [
  page({ address: restrictedRecordsAddress, who, answer: showList }),
  page({ address: emergencyReviewAddress, who, answer: async (request) => showReview(request, {}) }),
  post({ address: emergencyReviewAddress, who, form, answer: receive }),
];

async function showList({ db, viewer, now }: PageRequest<string, typeof who, object, never>): Promise<Answer> {
  const tasks = await restrictionTasks(db, viewer, now);
  const children = [...new Set(tasks.map(({ childId }) => childId))];
  const today = dayOfInstant(now);
  return { page: 'governance/restricted-records.njk', model: { lines: tasks.map((task) => restrictionLine(task, today)) }, shows: children.length === 0 ? 'nobody' : { what: 'restricted records', children } };
}

/** The task of looking into one, where it is the viewer's. */
async function taskOf({ db, viewer, parts: { id }, now }: Request<unknown>): Promise<RestrictionTask | null> {
  return (await restrictionTasks(db, viewer, now)).find((task) => task.emergency?.id === id) ?? null;
}

async function showReview(request: Request<unknown>, more: object): Promise<Answer> {
  const { db, viewer, parts: { id }, now } = request;
  const task = await taskOf(request);
  const access = task === null ? undefined : (await emergenciesOf(db, viewer, task.childId)).find((one) => one.id === id);
  if (task === null || access === undefined) return NOT_FOUND;
  const purpose = (emergencyPurposes as Readonly<Record<string, string>>)[access.purpose] ?? access.purpose;
  const model = {
    line: restrictionLine(task, dayOfInstant(now)), access: { ...access, purpose }, findings: Object.entries(emergencyFindings).map(([value, text]) => ({ value, text })),
    action: emergencyReviewAddress({ id }), back: { href: restrictedRecordsAddress(), text: 'Restricted records' }, ...more,
  };
  return { page: 'governance/emergency-review.njk', model, shows: { what: 'emergency access', children: [task.childId] } };
}

async function receive(request: Request<z.infer<typeof form>>): Promise<Answer> {
  const { db, viewer, parts: { id }, form: given, now } = request;
  const task = await taskOf(request);
  if (task === null) return NOT_FOUND;
  if (!given.ok) return showReview(request, { errors: given.errors, finding: given.typed['finding'], note: given.typed['note'] });
  const done = await whole(db, async (tx) => {
    await recordView(tx, viewer, { what: 'emergency access looked into', route: 'POST /emergency-access', children: [task.childId], now });
    return reviewEmergency(tx, viewer, { id, ...given.values }, now);
  });
  const notice = done ? 'What you found is on record, and the task is closed.' : 'Somebody else has said what they found before you.';
  return { goTo: task.sees ? whoMaySeeAddress({ childId: task.childId }) : restrictedRecordsAddress(), notice };
}
