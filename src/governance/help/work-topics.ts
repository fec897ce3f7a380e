import type { HelpGroup } from './topic.ts';

/** Help about lists of work. */
export const workTopics: HelpGroup = {
  title: 'Your work',
  topics: [
    {
      topic: 'my-work', title: 'My work', pages: ['/my-work'],
      what: 'Your caseload, beginning with the cases that need attention most.',
      steps: ['Look at the first case: it is the most urgent one.', 'Choose a view, such as “Overdue”, or use “Search this list” for part of a name or reference.', 'Open a case by its name, and record there what was done.'],
      notes: ['A case is on the list while a request, an assessment or a plan is open.', 'A view under your own name keeps the filters and the order, neither the cases nor what you searched for: the list is always as things are now.', '“Due this week” counts today and the seven days after.', 'The download has the same cases, columns and order as the list.'],
      words: ['live case', 'caseload', 'view', 'legal duty'],
    },
    {
      topic: 'alerts', title: 'Alerts', pages: ['/alerts'],
      what: 'The dates that want you to act, the most urgent first. Each says what is due, the law that it comes from, and who else has it.',
      steps: ['Start with “Overdue”.', 'Choose the act offered beside an alert, and record what was done.', 'Put off what has to wait, with a reason.'],
      notes: ['An alert goes when its cause is dealt with. It cannot be ticked away.', 'An alert that stays after the last lawful day becomes your manager’s too.', 'Managers see how many each caseworker has, and open each list by its number. Their own and those of unallocated cases come first.', 'The count at the top of each page is of alerts that you can act on.'],
      words: ['alert', 'cause', 'escalation', 'put off'],
    },
    {
      topic: 'put-off', title: 'Putting an alert off', pages: ['/alerts/put-off/:childId'],
      what: 'Hides one alert from you for some days.',
      steps: ['Give the day on which it is to come back.', 'Say why. The access log keeps the reason.'],
      notes: ['It comes back on the last lawful day at the latest.', 'Your colleagues and your manager still see the date.'],
      words: ['put off', 'due day'],
    },
    {
      topic: 'mail-and-calendar', title: 'Daily e-mail and calendar', pages: ['/alerts/mail', '/imports/mail'],
      what: 'A daily e-mail that says how many alerts you have and how many problems of files you were given, and your statutory dates in your own calendar program.',
      steps: ['Switch the e-mail on or off.', 'Make an address for your calendar, and copy it at once: it is shown only this time.'],
      notes: ['Neither holds a name. The calendar shows what is due and the reference of the case.', 'Whoever has the address of the calendar can read it. Make a new one if others may have seen it: the old one then stops.'],
      words: ['digest', 'alert'],
    },
    {
      topic: 'advice', title: 'Advice asked for', pages: ['/advice'],
      what: 'The advice that your service has been asked for, by the day on which it is due, beside how much the service can give.',
      steps: ['Begin at the top: what is due first stands first.', 'Look at the next six weeks, and see whether more is due than can be given.', 'Say how much your service can give in a week, where that has changed.'],
      notes: ['Advice is due six weeks after it is asked for.', 'Officers record that advice has come in. Then it leaves this list.'],
      words: ['advice', 'adviser, service', 'capacity'],
    },
    {
      topic: 'team', title: 'Team', pages: ['/team'],
      what: 'Who in your team has how many cases, and how many of these need attention.',
      steps: ['Look for cases that have no caseworker.', 'Share them out evenly, or open the list and allocate by hand.', 'Choose a number to see the cases behind it.'],
      notes: ['Every number opens the list of exactly those cases.', 'Cases that belong to no team are under “all teams”.'],
      words: ['team, area', 'caseload', 'allocation'],
    },
    {
      topic: 'team-cases', title: 'Cases of the team', pages: ['/team/cases'],
      what: 'All live cases that your team could have, to look through and to allocate.',
      steps: ['Search or filter the list for the cases that you mean.', 'Tick cases, or choose all that match.', 'Choose who gets them. You see what will change before anything does.'],
      notes: ['The order, the search and the filters apply to the whole list, not only to the page that you see.'],
      words: ['allocation', 'live case', 'view'],
    },
    {
      topic: 'allocation', title: 'Sharing out and allocating', pages: ['/team/share', '/allocations/:allocation'],
      what: 'Gives many cases to caseworkers at once, after you have seen who would get what.',
      steps: ['Choose who is to share the cases.', 'Read what would change, and what would be left out and why.', 'Confirm. You may leave the page: it goes on by itself.'],
      notes: ['Sharing evenly gives each case to whoever has fewest at that point.', 'A case that somebody else changed meanwhile is left out and listed.'],
      words: ['allocation', 'caseload'],
    },
    {
      topic: 'views', title: 'Saved views', pages: ['/views/:list'],
      what: 'The lists that you have kept under a name, and those that colleagues offer.',
      steps: ['Filter or sort a list, then choose “Keep this list as a view”.', 'Choose here with which view your list opens, or take one away.'],
      notes: ['You offer a view to colleagues when you keep it. It never shows anybody more than they may see.', 'To give a view another name, keep the list again, and take the first one away.'],
      words: ['view'],
    },
  ],
};
