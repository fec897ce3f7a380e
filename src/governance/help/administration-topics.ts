import type { HelpGroup } from './topic.ts';

/** Help about people, settings and oversight. */
export const administrationTopics: HelpGroup = {
  title: 'Administration and oversight',
  topics: [
    {
      topic: 'people', title: 'People', pages: ['/administration', '/administration/people', '/administration/people/new', '/administration/people/:staffId', '/administration/people/:staffId/change', '/administration/people/:staffId/do/:act'],
      what: 'Who may sign in, with which role and team. People are added, changed and disabled here.',
      steps: ['Add a person, and pass on the link that you are shown.', 'Open a person to change the role, end sign-ins, or reset how they sign in.', 'Disable whoever leaves. Their past entries keep their name.'],
      notes: ['Each change asks for a reason, and stays in the history.', 'You may be asked for your password or a code again before a change that matters.', 'The list can be downloaded, with its filters and order. Each file is in the access log.'],
      words: ['role, right', 'invitation', 'second step', 'proof'],
    },
    {
      topic: 'teams', title: 'Teams', pages: ['/administration/teams', '/administration/teams/new', '/administration/teams/:teamId'],
      what: 'The teams that share cases, and the area that each serves.',
      steps: ['Add a team, or change its name.', 'Put people into it on their own pages.'],
      notes: ['A team can end once nobody is in it. Its cases have to be allocated anew.'],
      words: ['team, area', 'allocation'],
    },
    {
      topic: 'settings', title: 'Settings', pages: ['/administration/settings', '/administration/settings/council', '/administration/settings/sign-ins', '/administration/settings/alerts', '/administration/settings/out-of-hours', '/administration/settings/other-systems', '/administration/settings/readings/:name'],
      what: 'The name of the council, when sign-ins end, who opens restricted records out of hours without saying why, links to other systems, and how contested points of law are read.',
      steps: ['Open a setting, change it, and say why.'],
      notes: ['Another reading of the law changes due days. They are worked out anew in the background.', 'An address of another system holds a number of the child only where you write it there in braces.'],
      words: ['reading', 'council entry'],
    },
    {
      topic: 'access-log', title: 'Access log', pages: ['/administration/access-log'],
      what: 'Who looked at whom, what they searched for, and what was refused.',
      steps: ['Choose a person, a case, the day up to which, or what was refused, emergency access, or one of the reports.', 'Look for what does not belong to somebody’s work.'],
      notes: ['Each line is written before the page is shown. It cannot be changed.', 'A change says what was before and what is now.', 'Looking at the log is itself logged. So is each file of it, and one that names over 500 children needs a second person.', 'The two reports of looks to ask about search the last 30 days, unless you choose more.'],
      words: ['access entry', 'relation'],
    },
    {
      topic: 'backups', title: 'Backups', pages: ['/backups'],
      what: 'The nightly backups, and whether each could be restored and was found to be as it stood.',
      steps: ['Check that the latest one was verified.', 'If it was not, do what the line says.'],
      notes: ['A backup that was never restored is only a hope. Each one is restored and compared.'],
      words: ['backup', 'as it stood'],
    },
  ],
};
