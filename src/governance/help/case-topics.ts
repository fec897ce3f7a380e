import type { HelpGroup } from './topic.ts';

/** Help about the record of one child or young person. */
export const caseTopics: HelpGroup = {
  title: 'Cases',
  topics: [
    {
      topic: 'cases', title: 'Finding a case', pages: ['/children', '/children/new', '/children/new/form'],
      what: 'Finds a child or young person by name, date of birth, number or case reference.',
      steps: ['Type what you know: names in any order, a date of birth, or a number.', 'Open the case by its name.', 'If there is none, widen the search before you add a child.'],
      notes: ['What you search for is kept in the access log.', 'A whole case reference or number goes straight to its case.', 'A child can be added only after a search, so that nobody has two records.'],
      words: ['case', 'child', 'access entry'],
    },
    {
      topic: 'case', title: 'Case overview', pages: ['/children/:childId'],
      what: 'Where a case stands: what is next and by when, who has to act, and what is wrong with the data.',
      steps: ['Read “What is next”.', 'When it is done, choose the event offered there and record it.', 'Mend what “What is wrong with the data” lists.'],
      notes: ['Each date of the statutory clock says how it was worked out, and from what law.', 'The due day never moves. An exception is shown beside it, from the day it is recorded.', 'Days in an order that cannot be, such as a review meeting held before it was arranged, are listed with what is wrong: one wrong day can keep dates overdue for years.', 'Opening a case is kept in the access log.'],
      words: ['stage', 'who has the ball', 'deadline', 'due day', 'exception'],
    },
    {
      topic: 'timeline', title: 'Timeline of a case', pages: ['/children/:childId/timeline'],
      what: 'Everything recorded about the child, newest first, with who recorded it and where it comes from.',
      steps: ['Find the event.', 'Choose “Correct” where it is wrong, and say why.', 'To take it back, choose “Correct” and then “This did not happen”.'],
      notes: ['Nothing is ever deleted. A correction stands beside what it corrects.', 'The day on which something happened and the moment when it was recorded are both kept.', 'What only a return tells, or a record that was joined with this one, can be corrected too: your entry then counts.', 'One type of entry, such as those of the assessment, can be looked at alone.'],
      words: ['timeline', 'correction', 'told event', 'occurred, recorded'],
    },
    {
      topic: 'case-data', title: 'Data and history of a case', pages: ['/children/:childId/data'],
      what: 'Each field of the record: its value now, where that comes from, and every earlier value.',
      steps: ['Find the field.', 'Look at its source: a person, or a file and row.', 'Choose “Change personal details” where a name, number or date of birth is wrong. “Correct” in the timeline mends what an event says.'],
      notes: ['Where two sources differ, both are shown, and which one counts.', 'Those who may see the access log also see here who looked at the record.'],
      words: ['record', 'not recorded', 'SEN2 record'],
    },
    {
      topic: 'record-event', title: 'Recording an event', pages: ['/children/:childId/record'],
      what: 'Records what happened in a case, or corrects it.',
      steps: ['Choose what happened.', 'Give the day on which it happened, and what else the form asks for.', 'Check your answers. The page says which dates will change.'],
      notes: ['The list holds what can happen in the case as it stands. An earlier step that is recorded late is under “Something else”, and so is one that should not have come, such as a final plan without a draft.', 'Leave empty what you do not know. It is then “not recorded”, and can be added later.', 'What is unusual, or not as the law has it, is asked about and never refused: tick that it was so, and say why. It stays among what is wrong with the data. What cannot be, such as a second request beside an open one, is refused with its reason.', 'If a colleague records something meanwhile, you see it before anything is saved.'],
      words: ['entry', 'correction', 'unusual step', 'not recorded', 'trigger'],
    },
  ],
};
