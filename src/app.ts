// The table of contents of the web application. To add a page:
//
// 1. Give it an address:           export const caseAddress = address('/cases/:reference');
// 2. Write what it answers:        async function showCase({ db, viewer, parts }) { … return { page, model, shows } }
//    - `page` is the template's path in `src`; `model` is exactly what the template prints;
//    - `shows` names the children on it (ids), or 'nobody': the access entry is committed before the first byte;
//    - `NOT_FOUND` is the answer for what does not exist and for what the viewer may not see;
//    - `{ download, shows }` sends a file, whose `holds` tells a second person what it is if it is of many children; `{ goTo, notice }` goes on after a change, and says so once in green.
// 3. Say who may open it:          page({ address: caseAddress, who: may('see-children'), answer: showCase })
//    A form is `post({ address, who, form: zodObject, upload?: { maxBytes }, answer })`. Where `request.form.ok` is
//    false, answer the same page again with `errors` and what was typed in its model: the error summary and the title
//    follow by themselves, `errorFor(errors, 'field')` is the message for the field, and its id is its name.
// 4. Add its routes to the list below, and a line to `navigation.ts` where it has one.
//
// The template extends "platform/layout/page.njk" and sets `title`; a form begins with `{{ formToken(token) }}`.
// `platform/layout/form.njk` has the table of a list, `paging.ts` its pages, and `charts/chart.njk` charts.
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { caseRoutes } from './children/case.page.ts';
import { findCaseRoutes } from './children/find-case.page.ts';
import { newChildRoutes } from './children/new-child.page.ts';
import { recordRoutes } from './children/record-event.page.ts';
import { ownDerive } from './casework/derivation.job.ts';
import { RECORDED } from './casework/recorded.ts';
import { newImportAddress } from './exchange/import-addresses.ts';
import { backupRoutes } from './governance/backups.page.ts';
import { appointGuardianRoutes } from './governance/appoint-guardian.page.ts';
import { accessLogRoutes } from './governance/access-log.page.ts';
import { conflictRoutes } from './governance/conflict.page.ts';
import { emergencyRoutes } from './governance/emergency.page.ts';
import { largeDownloadRoutes } from './governance/large-downloads.page.ts';
import { withSecondPerson } from './governance/new-large-download.page.ts';
import { linksToSystems } from './governance/case-links.sql.ts';
import { helpParts, helpRoutes } from './governance/help/help.page.ts';
import { notesRoutes } from './governance/notes.page.ts';
import { outOfHoursRoutes } from './governance/out-of-hours.page.ts';
import { restrictedRecordsRoutes } from './governance/restricted-records.page.ts';
import { restrictionActRoutes } from './governance/restriction-act.page.ts';
import { restrictionRoutes } from './governance/restriction.page.ts';
import { settingsRoutes } from './governance/settings.page.ts';
import { fileRoutes } from './file-routes.ts';
import { navigation, startOf } from './navigation.ts';
import { instantNow, milliseconds } from './platform/clock.ts';
import type { Config } from './platform/config.ts';
import type { Database, DatabaseAddress } from './platform/database.ts';
import { listenOn } from './platform/database-listen.ts';
import { buildAssets } from './platform/layout/assets.ts';
import { openTemplates } from './platform/layout/templates.ts';
import type { Log } from './platform/logging.ts';
import { buildServer } from './platform/web.ts';
import { cookieJar, newToken } from './platform/web-cookie.ts';
import { isHttps } from './platform/web-guard.ts';
import { liveRoute } from './platform/web-live.ts';
import type { Route } from './platform/web-route.ts';
import { looksAt, recordView, watchRestrictions } from './staff/access.sql.ts';
import { invitationAddress, keptFormAddress, setUpAddress, signInAddress } from './staff/addresses.ts';
import { enterRefusal } from './staff/guessing.sql.ts';
import { installationOf, offerSetUp } from './staff/installation.sql.ts';
import { inviteFirstAdministrator } from './staff/invitation.sql.ts';
import { keepFormOfSignIn } from './staff/kept-form.sql.ts';
import { explainRoutes } from './performance/explain.page.ts';
import { fixedReportRoutes } from './performance/fixed-report.page.ts';
import { fixedRowsRoutes } from './performance/fixed-report-rows.page.ts';
import { lineOfSightRoutes } from './performance/line-of-sight.page.ts';
import { newReportRoutes } from './performance/new-report.page.ts';
import { refuseHiddenFilters, refuseUnknownNames } from './performance/refused-filters.page.ts';
import { rowFileRoutes } from './performance/rows-file.page.ts';
import { rowsRoutes } from './performance/rows.page.ts';
import { type SharedAnswers, shareAnswers } from './performance/shared-answers.sql.ts';
import { whatChangedRoute } from './performance/what-changed.page.ts';
import { reportComparer } from './performance/what-changed-reports.sql.ts';
import { changedRowsRoutes } from './performance/what-changed-rows.page.ts';
import type { StaffParts } from './staff/second-step.ts';
import { setUpRoutes } from './staff/set-up.page.ts';
import { openSignIn, setNotice, standingSignIns } from './staff/sign-in.sql.ts';
import { siteReader } from './site-reader.ts';
import { staffRoutes } from './staff-routes.ts';
import { inventedCouncilAddress, inventedCouncilRoutes } from './simulation/invented-council.page.ts';
import { adviceRoutes } from './worklists/advice.page.ts';
import { allocationRoutes } from './worklists/allocation.page.ts';
import { caseListRoutes } from './worklists/case-list.page.ts';
import { inboxRoutes } from './worklists/inbox.page.ts';
import { mailAndCalendarRoutes } from './worklists/mail-and-calendar.page.ts';
import { putOffRoutes } from './worklists/put-off.page.ts';
import { savedViewRoutes } from './worklists/saved-views.page.ts';
import { teamWorkRoutes } from './worklists/team.page.ts';

/** What the application needs from outside. */
export interface AppParts {
  readonly config: Pick<Config, 'dataDir' | 'publicAddress' | 'scanning' | 'backupDir' | 'backupsKept' | 'mail' | 'signOn'>;
  /** Speaks for the app role. */
  readonly db: Database;
  /** Where that is: what is recorded is heard there. */
  readonly address: DatabaseAddress;
  readonly log: Pick<Log, 'error'>;
  /** Has a demo database filled with its invented children, in the background. */
  readonly fillDemo: (db: Database) => Promise<void>;
  /** The clock: another one in tests. */
  readonly now?: () => string;
  /** The children that one file may hold without a second person: fewer in tests. */
  readonly mostAtOnce?: number;
}

// Lists of work: what each person has to do.
function workRoutes({ mail }: Pick<Config, 'mail'>): Route[] {
  return [
    ...caseListRoutes, ...inboxRoutes, ...putOffRoutes, ...mailAndCalendarRoutes({ mail: mail !== null }), ...adviceRoutes, ...teamWorkRoutes,
    ...allocationRoutes(ownDerive), ...savedViewRoutes,
  ];
}

// Who may see a record, opening one in an emergency, and taking many away.
function restrictingRoutes(derive: StaffParts['derive']): Route[] {
  return [...restrictionRoutes, ...restrictionActRoutes(derive), ...conflictRoutes(derive), ...restrictedRecordsRoutes, ...appointGuardianRoutes(derive), ...emergencyRoutes, ...largeDownloadRoutes];
}

// Figures, what they are made of and what changed in them, and reports that were fixed.
function figureRoutes(answers: SharedAnswers): Route[] {
  const compare = reportComparer(answers, ownDerive);
  return [
    ...refuseUnknownNames([
      ...lineOfSightRoutes(answers), ...explainRoutes(answers), ...rowsRoutes(answers), ...rowFileRoutes(answers),
      whatChangedRoute(compare), ...changedRowsRoutes(compare), ...newReportRoutes(answers, ownDerive),
    ]),
    ...fixedReportRoutes, ...fixedRowsRoutes,
  ];
}

/** Every route of the application. */
export function routesOf(parts: Pick<AppParts, 'config' | 'fillDemo' | 'mostAtOnce'>, answers = shareAnswers({ milliseconds, derive: ownDerive })): Route[] {
  return withSecondPerson(refuseHiddenFilters([
    ...setUpRoutes({ start: startOf, loadFile: newImportAddress(), derive: ownDerive, fillDemo: parts.fillDemo, inventing: inventedCouncilAddress() }),
    ...inventedCouncilRoutes,
    ...staffRoutes(parts.config, ownDerive),
    ...settingsRoutes(ownDerive), ...outOfHoursRoutes(ownDerive),
    ...accessLogRoutes, ...restrictingRoutes(ownDerive),
    ...findCaseRoutes,
    ...caseRoutes(looksAt, linksToSystems),
    ...recordRoutes(ownDerive),
    ...newChildRoutes(ownDerive),
    ...figureRoutes(answers),
    ...fileRoutes(parts.config),
    ...backupRoutes(parts.config),
    ...workRoutes(parts.config),
    ...helpRoutes, ...notesRoutes, liveRoute,
  ]), parts.mostAtOnce);
}

/** The web application, not yet listening. Throws where a route says nobody who may open it. */
export async function buildApp(parts: AppParts, more: readonly Route[] = []): Promise<FastifyInstance> {
  const { db, address, config, log, now = instantNow } = parts;
  const answers = shareAnswers({ milliseconds, derive: ownDerive });
  return buildServer({
    db,
    log,
    now,
    navigation,
    help: helpParts(db),
    routes: [...routesOf(parts, answers), ...more],
    changes: { listen: (hearing) => listenOn(address, RECORDED, hearing), changed: answers.changed },
    render: openTemplates(),
    assets: await buildAssets(),
    signIns: {
      open: (token, at, unattended) => openSignIn(db, { token, now: at, unattended }),
      standing: (tokens, at) => standingSignIns(db, tokens, at),
      setNotice: (token, notice) => setNotice(db, token, notice),
      keep: async (token, form, at) => ((await keepFormOfSignIn(db, { token, now: at }, form)) ? keptFormAddress() : null),
    },
    jar: cookieJar(isHttps(config.publicAddress)),
    recordAccess: (viewer, note) => recordView(db, viewer, note),
    recordRefusal: ({ from, now: at, ...refusal }) => enterRefusal(db, { from, now: at }, { staffId: null, ...refusal }),
    watchRestrictions: (time) => watchRestrictions(db, time),
    site: siteReader(db),
    signInLink: (next) => signInAddress({ next }),
    uploads: join(config.dataDir, 'uploads'),
    publicAddress: config.publicAddress,
  });
}

/**
 * The path of a new one-time link to print at start after the address: to set Sightline up, or, where it is set up and nobody
 * can sign in, for its first administrator to come in. Null where it is in use. Links printed before stop working.
 */
export async function newSetUpLink(db: Database): Promise<string | null> {
  const use = { token: newToken(), now: instantNow() };
  if (await offerSetUp(db, use)) return setUpAddress(use);
  return (await inviteFirstAdministrator(db, use)) ? invitationAddress(use) : null;
}

/** The web server at work. */
export interface RunningWeb {
  /** Where it listens, such as `http://127.0.0.1:3000`. */
  readonly address: string;
  /** Lets requests under way end, then stops. */
  stop(): Promise<void>;
}

/**
 * Starts the web server. If Sightline is not set up yet, it listens on this machine only and knows no public address,
 * whatever the settings say; they count from the next start.
 */
export async function startWeb(parts: AppParts & { config: Config }): Promise<RunningWeb> {
  const isSetUp = (await installationOf(parts.db)) !== null;
  const { port } = parts.config;
  const { host, publicAddress } = isSetUp ? parts.config : { host: '127.0.0.1', publicAddress: null };
  const app = await buildApp({ ...parts, config: { ...parts.config, publicAddress } });
  const address = await app.listen({ port, host });
  return { address, stop: () => app.close() };
}
