// Teams: the list, adding one, changing and ending one.
import { z } from 'zod';
import type { Database } from '../platform/database.ts';
import { shownText, typedWords } from '../platform/shown-text.ts';
import { type Answer, NOT_FOUND, page, type PageRequest, post, type Route } from '../platform/web-route.ts';
import { administrationTabs } from './administration-tabs.ts';
import { newTeamAddress, teamAddress, teamsAddress } from './addresses.ts';
import { changesOfCouncil } from './council-entry.sql.ts';
import { listPeople } from './people.sql.ts';
import { reason } from './person-form.ts';
import { may } from './rights.ts';
import type { StaffParts } from './second-step.ts';
import { addTeam, allTeams, changeTeam, endTeam, type Team, teamById, type TeamChanged } from './teams.sql.ts';

const who = may('manage-staff');
const id = z.union([z.literal(''), z.uuid()]).transform((text) => (text === '' ? null : text));
const team = {
  name: typedWords('Enter a name', 80, 'The name must be 80 characters or fewer'),
  area: z.string().transform(shownText).pipe(z.string().max(80, 'The area must be 80 characters or fewer')).transform((text) => (text === '' ? null : text)),
  manager: id, reason,
};
const newForm = z.object(team);
const changeForm = z.object({ ...team, step: z.enum(['change', 'end']) });

/** The pages of teams, for administrators. */
export function teamsRoutes(parts: Pick<StaffParts, 'derive'>): Route[] {
  return [
    page({ address: teamsAddress, who, answer: showTeams }),
    page({ address: newTeamAddress, who, answer: (request) => teamPage(request.db, null) }),
    post({ address: newTeamAddress, who, form: newForm, answer: (request) => add(request, parts) }),
    page({ address: teamAddress, who, answer: (request) => showTeam(request) }),
    post({ address: teamAddress, who, form: changeForm, answer: (request) => change(request, parts) }),
  ];
}

async function showTeams({ db, viewer }: PageRequest<string, typeof who, object, unknown>): Promise<Answer> {
  const rows = (await allTeams(db)).map((one) => ({ ...one, href: teamAddress({ teamId: one.id }) }));
  return { page: 'staff/teams.njk', model: { rows, links: { add: newTeamAddress() }, tabs: administrationTabs(viewer.rights, 'Teams'), changes: await changesOfCouncil(db, ['TEAM']) }, shows: 'nobody' };
}

type Shown = { typed?: Readonly<Record<string, unknown>>; errors?: readonly object[] };

async function teamPage(db: Database, found: Team | null, { typed, errors = [] }: Shown = {}): Promise<Answer> {
  const values = typed ?? { name: found?.name, area: found?.area, manager: found?.managerId ?? '' };
  const managers = (await listPeople(db, { state: 'enabled' }, { order: 'name', down: false, before: 0, most: 1000 })).filter(({ role }) => ['team-manager', 'head-of-service'].includes(role));
  const items = [{ value: '', text: 'Nobody' }, ...managers.map(({ id: value, name: text }) => ({ value, text, selected: value === values['manager'] }))];
  const action = found === null ? newTeamAddress() : teamAddress({ teamId: found.id });
  return { page: 'staff/team.njk', model: { team: found, values, managers: items, action, errors, back: { href: teamsAddress(), text: 'Teams' } }, shows: 'nobody' };
}

const refusals: Readonly<Partial<Record<TeamChanged, { field: string; message: string }>>> = {
  'name is taken': { field: 'name', message: 'Another team has this name' },
  'people are in it': { field: 'reason', message: 'People are in this team. Put them into another team first' },
};

async function add({ db, viewer, form }: PageRequest<string, typeof who, object, z.infer<typeof newForm>>, { derive }: Pick<StaffParts, 'derive'>): Promise<Answer> {
  if (!form.ok) return teamPage(db, null, form);
  const { name, area, manager, reason: why } = form.values;
  const added = await addTeam(db, { derive: derive(), by: viewer.staffId }, { name, area, managerId: manager }, why);
  const refused = refusals[added];
  return refused === undefined ? { goTo: teamsAddress(), notice: `${name} is added.` } : teamPage(db, null, { typed: form.typed, errors: [refused] });
}

type OneTeam<Form> = PageRequest<'/administration/teams/:teamId', typeof who, object, Form>;

async function showTeam({ db, parts: { teamId } }: OneTeam<unknown>): Promise<Answer> {
  const found = await teamById(db, teamId);
  return found === null || found.ended ? NOT_FOUND : teamPage(db, found);
}

async function change({ db, viewer, form, parts: { teamId }, now }: OneTeam<z.infer<typeof changeForm>>, { derive }: Pick<StaffParts, 'derive'>): Promise<Answer> {
  const found = await teamById(db, teamId);
  if (found === null || found.ended) return NOT_FOUND;
  if (!form.ok) return teamPage(db, found, form);
  const { name, area, manager, reason: why, step } = form.values;
  const recorder = { derive: derive(), by: viewer.staffId };
  const changed = step === 'end' ? await endTeam(db, recorder, { id: teamId, now }, why) : await changeTeam(db, recorder, { id: teamId, name, area, managerId: manager }, why);
  const refused = refusals[changed];
  if (refused !== undefined) return teamPage(db, found, { typed: form.typed, errors: [refused] });
  return { goTo: teamsAddress(), notice: changed === 'unchanged' ? 'Nothing was different, so nothing is changed.' : step === 'end' ? `${found.name} has ended.` : 'The change is made.' };
}
