// The settings of the council, each with its history, and the forms that change them.
import { z } from 'zod';
import type { Derive } from '../casework/derivation.ts';
import { councilNumber } from '../exchange/import-known.sql.ts';
import { typedWords } from '../platform/shown-text.ts';
import { type Answer, NOT_FOUND, page, type PageRequest, post, type Route } from '../platform/web-route.ts';
import { administrationTabs } from '../staff/administration-tabs.ts';
import { changeCouncil, type Council, councilOf } from '../staff/council.sql.ts';
import { changesOfCouncil } from '../staff/council-entry.sql.ts';
import { reason } from '../staff/person-form.ts';
import { may } from '../staff/rights.ts';
import { teamById } from '../staff/teams.sql.ts';
import { contestedPoints, defaultSettings, type SettingName, type Settings } from '../statute/settings.ts';
import { MOST_SYSTEMS, systemsIn } from './other-systems.ts';
import { alertDaysAddress, councilNameAddress, otherSystemsAddress, outOfHoursAddress, readingAddress, settingsAddress, signInLimitsAddress } from './settings-addresses.ts';
import { chooseReading, readingsNow } from './settings.sql.ts';

const who = may('manage-settings');
const nameForm = z.object({ name: typedWords("Enter the council's name", 120, "The council's name must be 120 characters or fewer"), reason });
const limitsForm = z.object({
  idleMinutes: z.coerce.number('Enter a number of minutes').int('Enter a whole number of minutes').min(5, 'It must be 5 minutes or more').max(60, 'It must be 60 minutes or less'),
  longestHours: z.coerce.number('Enter a number of hours').int('Enter a whole number of hours').min(1, 'It must be 1 hour or more').max(12, 'It must be 12 hours or less'),
  reason,
});
const alertDays = z.string().transform((text) => [...new Set(text.split(/[\s,;]+/).filter((part) => part !== '').map(Number))].sort((a, b) => b - a))
  .refine((days) => days.length > 0 && days.length <= 5 && days.every((one) => Number.isInteger(one) && one >= 1 && one <= 60), 'Enter one to five numbers of working days from 1 to 60, like 10, 5, 1');
const alertsForm = z.object({ alertDays, escalateAfter: z.coerce.number('Enter a number of working days').int('Enter a whole number of working days').min(0, 'It must be 0 or more').max(20, 'It must be 20 or fewer'), reason });
const rows = Array.from({ length: MOST_SYSTEMS }, (_, row) => row);
const field = z.string().max(500).optional();
const systemsForm = z.object({ ...Object.fromEntries(rows.flatMap((row) => [[`name-${row}`, field], [`address-${row}`, field]])), reason });
const readingForm = z.object({ choice: z.string('Choose a reading').min(1, 'Choose a reading'), reason });

/** The settings, for administrators. */
export function settingsRoutes(derive: () => Derive): Route[] {
  return [
    page({ address: settingsAddress, who, answer: showSettings }),
    ...councilForm(councilNameAddress, nameForm, { template: 'governance/settings-council.njk', derive, change: ({ name }) => ({ name }) }),
    ...councilForm(signInLimitsAddress, limitsForm, { template: 'governance/settings-sign-ins.njk', derive, change: ({ idleMinutes, longestHours }) => ({ idleMinutes, longestHours }) }),
    ...councilForm(alertDaysAddress, alertsForm, { template: 'governance/settings-alerts.njk', derive, change: ({ alertDays: days, escalateAfter }) => ({ alertDays: days, escalateAfter }) }),
    page({ address: otherSystemsAddress, who, answer: showSystems }),
    post({ address: otherSystemsAddress, who, form: systemsForm, answer: (request) => changeSystems(request, derive) }),
    page({ address: readingAddress, who, answer: (request) => showReading(request) }),
    post({ address: readingAddress, who, form: readingForm, answer: (request) => changeReading(request, derive) }),
  ];
}

type Request<Form> = PageRequest<string, typeof who, object, Form>;

async function showSettings({ db, viewer }: Request<unknown>): Promise<Answer> {
  const council = await councilOf(db);
  const readings = await readingsNow(db);
  const model = {
    tabs: administrationTabs(viewer.rights, 'Settings'), council, outOfHours: council?.outOfHoursTeam == null ? null : await teamById(db, council.outOfHoursTeam), number: await councilNumber(db), changes: await changesOfCouncil(db, ['COUNCIL', 'SETTINGS']),
    links: { name: councilNameAddress(), signIns: signInLimitsAddress(), alerts: alertDaysAddress(), outOfHours: outOfHoursAddress(), systems: otherSystemsAddress() },
    readings: (Object.keys(contestedPoints) as SettingName[]).map((name) => readingRow(name, readings)),
  };
  return { page: 'governance/settings.njk', model, shows: 'nobody' };
}

function readingRow(name: SettingName, readings: Settings): object {
  const { point, choices, citation } = contestedPoints[name];
  return { point, citation, chosen: capital(choices[readings[name]] ?? ''), usual: readings[name] === defaultSettings[name], href: readingAddress({ name }) };
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const DONE = 'The change is made.';
const UNCHANGED = 'Nothing was different, so nothing is changed.';

interface CouncilForm<Values> {
  readonly template: string;
  readonly derive: () => Derive;
  readonly change: (values: Values) => Partial<Council>;
}

/** A page that shows what the council says of itself, and the form that changes it. */
function councilForm<Values extends { readonly reason: string }>(
  address: typeof councilNameAddress | typeof signInLimitsAddress | typeof alertDaysAddress, form: z.ZodType<Values>, { template, derive, change }: CouncilForm<Values>,
): Route[] {
  const again = (values: object | null, errors: readonly object[] = []): Answer => ({ page: template, model: { values, action: address(), errors }, shows: 'nobody' });
  return [
    page({ address, who, answer: async ({ db }) => again(await councilOf(db)) }),
    post({
      address, who, form,
      answer: async ({ db, viewer, form: given }) => {
        if (!given.ok) return again(given.typed, given.errors);
        const changed = await changeCouncil(db, { derive: derive(), by: viewer.staffId }, change(given.values), given.values.reason);
        return { goTo: settingsAddress(), notice: changed ? DONE : UNCHANGED };
      },
    }),
  ];
}

function systemsPage(values: { readonly [field: string]: unknown }, errors: readonly object[] = []): Answer {
  // One row more than there are systems: where it is filled in, the next time there is another.
  const used = rows.filter((row) => [`name-${row}`, `address-${row}`].some((name) => (values[name] ?? '') !== '')).at(-1) ?? -1;
  const systems = rows.slice(0, used + 2).map((row) => ({ row, name: values[`name-${row}`], address: values[`address-${row}`] }));
  return { page: 'governance/settings-other-systems.njk', model: { systems, values, action: otherSystemsAddress(), errors }, shows: 'nobody' };
}

async function showSystems({ db }: Request<unknown>): Promise<Answer> {
  const systems = (await councilOf(db))?.otherSystems ?? [];
  return systemsPage(Object.fromEntries(systems.flatMap(({ name, address }, row) => [[`name-${row}`, name], [`address-${row}`, address]])));
}

async function changeSystems({ db, viewer, form }: Request<z.infer<typeof systemsForm>>, derive: () => Derive): Promise<Answer> {
  const { systems, errors } = systemsIn(form.typed);
  if (!form.ok || errors.length > 0) return systemsPage(form.typed, [...errors, ...form.errors]);
  const changed = await changeCouncil(db, { derive: derive(), by: viewer.staffId }, { otherSystems: systems }, form.values.reason);
  return { goTo: settingsAddress(), notice: changed ? DONE : UNCHANGED };
}

type ReadingRequest<Form> = PageRequest<'/administration/settings/readings/:name', typeof who, object, Form>;

async function showReading({ db, parts: { name } }: ReadingRequest<unknown>, typed: Readonly<Record<string, unknown>> = {}, errors: readonly object[] = []): Promise<Answer> {
  if (!Object.hasOwn(contestedPoints, name)) return NOT_FOUND;
  const setting = name as SettingName;
  const chosen = typed['choice'] ?? (await readingsNow(db))[setting];
  const items = Object.entries(contestedPoints[setting].choices).map(([value, text], i) => ({ value, text: capital(text), checked: value === chosen, ...(i === 0 ? { hint: { text: 'The usual reading' } } : {}) }));
  return { page: 'governance/settings-reading.njk', model: { ...contestedPoints[setting], items, values: typed, action: readingAddress({ name }), errors }, shows: 'nobody' };
}

const AGAIN = 'The change is made. All dates and figures are being worked out again. That takes some minutes in a large council; until then pages show them by the reading before.';

async function changeReading(request: ReadingRequest<z.infer<typeof readingForm>>, derive: () => Derive): Promise<Answer> {
  const { db, viewer, form, parts: { name } } = request;
  if (!Object.hasOwn(contestedPoints, name)) return NOT_FOUND;
  const setting = name as SettingName;
  if (!form.ok) return showReading(request, form.typed, form.errors);
  if (!Object.hasOwn(contestedPoints[setting].choices, form.values.choice)) return showReading(request, form.typed, [{ field: 'choice', message: 'Choose a reading' }]);
  const changed = await chooseReading(db, { derive: derive(), by: viewer.staffId }, { name: setting, value: form.values.choice }, form.values.reason);
  return { goTo: settingsAddress(), notice: changed ? AGAIN : UNCHANGED };
}
