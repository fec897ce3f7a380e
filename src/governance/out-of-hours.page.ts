// The setting that names the team with standing access to restricted records out of hours (SEC-26). No team has it until one is named.
import { z } from 'zod';
import type { Derive } from '../casework/derivation.ts';
import type { FieldError } from '../platform/web-form.ts';
import { type Answer, page, type PageRequest, post, type Route } from '../platform/web-route.ts';
import { changeCouncil, councilOf } from '../staff/council.sql.ts';
import { reason } from '../staff/person-form.ts';
import { askForProof } from '../staff/proof.sql.ts';
import { may } from '../staff/rights.ts';
import { allTeams } from '../staff/teams.sql.ts';
import { outOfHoursAddress, settingsAddress } from './settings-addresses.ts';

const who = may('manage-settings');
const form = z.object({ team: z.union([z.literal(''), z.uuid()]), reason });
type Request<Form> = PageRequest<string, typeof who, object, Form>;

/** The form that names the team, for administrators. */
export function outOfHoursRoutes(derive: () => Derive): Route[] {
  return [
    page({ address: outOfHoursAddress, who, answer: async ({ db }) => show(db, { team: (await councilOf(db))?.outOfHoursTeam ?? '' }, []) }),
    post({ address: outOfHoursAddress, who, form, answer: (request) => change(request, derive) }),
  ];
}

async function show(db: Request<unknown>['db'], values: Readonly<Record<string, unknown>>, errors: readonly FieldError[]): Promise<Answer> {
  const teams = (await allTeams(db)).filter(({ ended }) => !ended).map(({ id, name }) => ({ value: id, text: name, selected: id === values['team'] }));
  return { page: 'governance/settings-out-of-hours.njk', model: { teams: [{ value: '', text: 'No team' }, ...teams], values, action: outOfHoursAddress(), errors }, shows: 'nobody' };
}

async function change(request: Request<z.infer<typeof form>>, derive: () => Derive): Promise<Answer> {
  const { db, viewer, form: given } = request;
  if (!given.ok) return show(db, given.typed, given.errors);
  const { team, reason: why } = given.values;
  const known = team === '' || (await allTeams(db)).some(({ id, ended }) => id === team && !ended);
  if (!known) return show(db, given.typed, [{ field: 'team', message: 'Choose one of the teams' }]);
  const proof = await askForProof(db, request, { address: outOfHoursAddress(), fields: given.typed });
  if (proof !== null) return proof;
  const changed = await changeCouncil(db, { derive: derive(), by: viewer.staffId }, { outOfHoursTeam: team === '' ? null : team }, why);
  return { goTo: settingsAddress(), notice: changed ? 'The change is made.' : 'Nothing was different, so nothing is changed.' };
}
