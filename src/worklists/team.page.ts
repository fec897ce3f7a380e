// The team page: who has how many cases of each kind, what nobody has, and sharing that out.
import { z } from 'zod';
import { dayOfInstant } from '../calendar/day.ts';
import { type Answer, NOT_FOUND, page, type PageRequest, post, type Route } from '../platform/web-route.ts';
import { may } from '../staff/rights.ts';
import { allocationAddress, shareAddress, teamAddress, teamCasesAddress } from './addresses.ts';
import { proposeAllocation } from './allocation.sql.ts';
import { caseList } from './case-list.sql.ts';
import { type Chosen, teamCases, teamPart } from './list-place.ts';
import { plainQuestion } from './list-question.ts';
import { shareEvenly } from './share-evenly.ts';
import { teamTable } from './team-table.ts';
import { countsByCaseworker, teamChosen, teams } from './teams.sql.ts';

const who = may('allocate');
const query = z.object({ team: z.string().max(40).optional() });
const sharing = z.object({ team: z.string().max(40), to: z.union([z.uuid(), z.array(z.uuid()).max(200)]).optional() });

type Asking<Form> = PageRequest<string, typeof who, z.infer<typeof query>, Form>;

/** The team page, and sharing out the cases that nobody has. */
export const teamWorkRoutes: readonly Route[] = [
  page({ address: teamAddress, who, query, answer: showTeam }),
  page({ address: shareAddress, who, query, answer: showSharing }),
  post({ address: shareAddress, who, form: sharing, answer: share }),
];

type Db = Asking<never>['db'];
type Where = { readonly db: Db; readonly viewer: Asking<never>['viewer']; readonly now: string };

async function tableOf({ db, viewer, now }: Where, chosen: Chosen): Promise<ReturnType<typeof teamTable>> {
  const counted = await countsByCaseworker(db, viewer, teamCases(chosen).scope, dayOfInstant(now));
  return teamTable(counted, chosen);
}

async function showTeam(request: Asking<never>): Promise<Answer> {
  const { db, viewer, query: { team } } = request;
  const chosen = await teamChosen(db, viewer, team);
  if (chosen === null) return NOT_FOUND;
  const [table, all] = [await tableOf(request, chosen), await teams(db)];
  const part = teamPart(chosen.team);
  return {
    page: 'worklists/team.njk', shows: 'nobody',
    model: {
      heading: chosen.team?.name ?? 'All teams', table, cases: teamCasesAddress({ team: part, view: 'all' }), allTeams: chosen.team === null ? null : teamAddress({ team: 'all' }),
      share: table.unallocated > 0 && chosen.caseworkers.size > 0 ? shareAddress({ team: part }) : null,
      others: [...all.map(({ id, name }) => ({ text: name, href: teamAddress({ team: id }), current: id === chosen.team?.id })), { text: 'All teams', href: teamAddress({ team: 'all' }), current: chosen.team === null }],
    },
  };
}

async function showSharing(request: Asking<never>): Promise<Answer> {
  return sharingPage(request, await teamChosen(request.db, request.viewer, request.query.team), []);
}

async function sharingPage(where: Where, chosen: Chosen | null, errors: readonly object[]): Promise<Answer> {
  if (chosen === null) return NOT_FOUND;
  const { lines, unallocated } = await tableOf(where, chosen);
  const people = lines.flatMap(({ id, name, total }) => (id !== null && chosen.caseworkers.has(id) ? [{ value: id, text: `${name} (${total} now)` }] : []));
  const team = teamPart(chosen.team);
  return { page: 'worklists/share.njk', shows: 'nobody', model: { unallocated, people, team, errors, action: shareAddress(), back: { href: teamAddress({ team }), text: 'Team' } } };
}

async function share(request: Asking<z.infer<typeof sharing>>): Promise<Answer> {
  const { db, viewer, form, now } = request;
  if (!form.ok) return NOT_FOUND;
  const chosen = await teamChosen(db, viewer, form.values.team);
  if (chosen === null) return NOT_FOUND;
  const to = [form.values.to ?? []].flat().filter((id) => chosen.caseworkers.has(id));
  if (to.length === 0) return sharingPage(request, chosen, [{ field: 'to', message: 'Select at least one caseworker' }]);
  const { lines } = await tableOf(request, chosen);
  const cases = await caseList(db, viewer, { scope: teamCases(chosen).scope, today: dayOfInstant(now), question: plainQuestion('unallocated') }, null);
  const shares = shareEvenly(cases.map(({ childId }) => childId), to.map((id) => ({ caseworker: id, cases: lines.find((line) => line.id === id)?.total ?? 0 })));
  const id = await proposeAllocation(db, viewer, { rule: 'evenly', cases: shares, now, list: teamAddress({ team: teamPart(chosen.team) }) });
  return { goTo: allocationAddress({ allocation: id }) };
}
