import type { HelpGroup } from './topic.ts';

/** Help about who may see a record, opening one in an emergency, and files of many children. */
export const restrictionTopics: HelpGroup = {
  title: 'Restricted records and large downloads',
  topics: [
    {
      topic: 'who-may-see', title: 'Who may see a record', pages: ['/children/:childId/who-may-see', '/children/:childId/who-may-see/:act', '/children/:childId/conflict-of-interest'],
      what: 'Says who may see the record of a child. Managers restrict it here and name people to it. Everybody can close it to themselves for a conflict of interest.',
      steps: ['Choose “Restrict this record”, a reason and a record guardian.', 'Name the people who need it: for a task, or because they are involved.', 'Review the restriction each 90 days, or propose to lift it.'],
      notes: ['The record guardian sees it always. Nobody else does unless named.', 'A task names somebody for 14 days, involvement for 6 months. Name them again to go on.', 'Two people lift a restriction: one proposes, another confirms.', 'A conflict of interest always refuses, also in an emergency. Somebody else ends it.'],
      words: ['restricted record', 'record guardian', 'conflict of interest'],
    },
    {
      topic: 'restricted-records', title: 'Restricted records to look after', pages: ['/restricted-records', '/emergency-access/:id', '/restricted-records/:childId/guardian'],
      what: 'What is to be done about restricted records: reviews, namings that end, proposals to lift a restriction, and emergency access to look into.',
      steps: ['Begin at the top: emergency access comes first.', 'Open the action of the line, and say what you found or decide.'],
      notes: ['A line goes when its cause is dealt with.', 'Other managers get a review or emergency access that is overdue, by the case reference alone.', 'What you found about emergency access cannot be changed.', 'Where a record guardian has gone, heads of service and information governance choose another without seeing the record.'],
      words: ['restricted record', 'record guardian', 'emergency access'],
    },
    {
      topic: 'emergency-access', title: 'Opening a restricted record in an emergency', pages: ['/emergency-access'],
      what: 'Opens a restricted record to you for four hours, where waiting for the record guardian would do harm.',
      steps: ['Type the whole case reference or number, or the full name and the date of birth.', 'Choose what you need it for, and say why it cannot wait.', 'Do what you came for. The record closes by itself.'],
      notes: ['The record guardian is told at once, and looks into it on the next working day.', 'Every page that you open is listed as opened in an emergency.', 'You can record only what your role lets you record anyhow, and not change who may see the record.', 'Members of the team on duty out of hours, where the council has named one, need not say why. All else is the same.'],
      words: ['emergency access', 'restricted record', 'access entry'],
    },
    {
      topic: 'large-downloads', title: 'Large downloads', pages: ['/large-downloads', '/large-downloads/new', '/large-downloads/:id'],
      what: 'A file of more than 500 children needs a second person. One asks and says what it is for, another agrees.',
      steps: ['Choose the download, and say what you need the file for.', 'Wait for a head of service, a team manager or information governance to agree. After 7 days without an answer, ask again.', 'Open “Large downloads” and download the file within 24 hours.'],
      notes: ['What is agreed is one file with its filters and columns. Another question needs to be asked anew.', 'The file is made when you download it. What is closed to you by then is not in it.', 'If more than a tenth more children would be in it by then, ask again.', 'Nobody agrees to what they asked for themselves.'],
      words: ['large download', 'proof', 'access entry'],
    },
  ],
};
