import type { HelpGroup } from './topic.ts';

/** Help about loading files and what waits for a person. */
export const fileTopics: HelpGroup = {
  title: 'Files',
  topics: [
    {
      topic: 'files', title: 'Files loaded', pages: ['/imports'],
      what: 'Every file that was sent here, and what became of it.',
      steps: ['Choose “Load our SEN2 file” to begin.', 'Open a file to see its balance.', 'Decide the rows that wait.'],
      notes: ['What a colleague gave you to deal with stands under “Given to you”.', 'Returns can be loaded in any order.', 'The same file again changes nothing.'],
      words: ['batch', 'return', 'tracker', 'quarantine'],
    },
    {
      topic: 'new-file', title: 'Loading a SEN2 file', pages: ['/imports/new'],
      what: 'Loads a SEN2 return: the XML file, the data entry template, or the CSV files from COLLECT.',
      steps: ['Choose the file, or all CSV files together.', 'Send it. You may leave the page while it is read.', 'The first return is loaded at once: read its balance when it is done. Any later one you approve first.'],
      notes: ['If anything is wrong with the file as a whole, nothing is loaded and one message says what to do.', 'A value that cannot be read becomes “not recorded”, and is listed.'],
      words: ['return', 'refused file', 'problem'],
    },
    {
      topic: 'file', title: 'A file and its rows', pages: ['/imports/:batch', '/imports/:batch/rows', '/imports/:batch/problems'],
      what: 'What became of each row of one file: new, changed, unchanged, merged, quarantined or excluded.',
      steps: ['Check that the balance is what you expect.', 'Choose a number to see its rows.', 'Look through the values that could not be read.'],
      notes: ['A value that could not be read can be given to a colleague, or recorded in the case that stands beside it.', 'The rows that came in are always the sum of what became of them.', 'A row is named by its place: the number that it has in the spreadsheet.'],
      words: ['balance', 'place', 'quarantine', 'problem', 'census day'],
    },
    {
      topic: 'return-steps', title: 'Approving a SEN2 file', pages: ['/imports/:batch/steps', '/imports/:batch/approve'],
      what: 'Shows what a return would do before it is loaded: to each row, and to the figures.',
      steps: ['Take the steps in their order. You can leave and come back.', 'Look at what will become of its rows, and what will change in figures.', 'Choose “Load it” or “Do not load it”.'],
      notes: ['Nothing is loaded until you approve it.', 'Each figure that would change leads to the rows that change it.', 'If another file comes first, this one is compared again.'],
      words: ['return', 'balance', 'comparison', 'quarantine'],
    },
    {
      topic: 'given-problem', title: 'Giving a problem to a colleague', pages: ['/imports/:batch/problem/:place', '/quarantine/:batch/:row/give'],
      what: 'Says who deals with a value that could not be read, with all that are alike in its file, or with a row that waits and those that are alike.',
      steps: ['Choose a person, and write what they need to know.', 'They find it under “Given to you”, and say when it is done.', 'Give it to somebody else, or take it back.'],
      notes: ['Only people who may do it, and may see every record that it is about, can be chosen.', 'It leaves their list when the value is understood, the row is decided, or the file is rolled back or followed by a later one.', 'The lists of values to download say who has each.'],
      words: ['given problem', 'problem', 'quarantine'],
    },
    {
      topic: 'roll-back', title: 'Rolling a file back', pages: ['/imports/:batch/roll-back'],
      what: 'Takes out again all that a file brought in.',
      steps: ['Read what will be taken out.', 'Roll the file back, or keep it.'],
      notes: ['What staff recorded since stays.', 'The history shows that the file was loaded and rolled back.'],
      words: ['batch', 'retraction'],
    },
    {
      topic: 'quarantine', title: 'Rows that wait for a decision', pages: ['/quarantine', '/quarantine/:batch/:row', '/quarantine/:batch/:row/alike'],
      what: 'Rows that may be about a child who is known, or may not. A person has to decide.',
      steps: ['Open a row and compare the two records line by line.', 'Choose “Same person”, “Different people” or “Not sure – ask someone”.', 'Decide rows that are alike together, after seeing what will happen to each.'],
      notes: ['Nothing is chosen for you.', 'Each line says whether it counts for or against, and how much.'],
      words: ['quarantine', 'return'],
    },
    {
      topic: 'tracker', title: 'Loading or comparing a tracker', pages: ['/trackers/new', '/trackers/:batch', '/trackers/:batch/approve'],
      what: 'Brings in your council’s own list, step by step. It can also be compared with the record and not loaded.',
      steps: ['Send the workbook or CSV file.', 'Take the steps in their order. You can leave and come back.', 'Approve it, or give it up: until then nothing is loaded.'],
      notes: ['A tracker speaks as at its day. It never undoes what staff recorded later.', 'Before you approve, each figure that would change leads to the rows that change it.'],
      words: ['tracker', 'mapping', 'step'],
    },
    {
      topic: 'tracker-columns', title: 'Matching columns of a tracker', pages: ['/trackers/:batch/columns'],
      what: 'Says once what each column of the tracker means.',
      steps: ['Check what is proposed for each column, with the values shown beside it.', 'Choose a meaning for the others, or leave them out.'],
      notes: ['The next tracker with the same headings starts from what you chose.', 'An NHS number tells who a row is about as a UPN does. Known-as and former names, looked after, and the name of a school beside its URN have meanings of their own.'],
      words: ['mapping', 'step', 'tracker'],
    },
    {
      topic: 'tracker-values', title: 'Checking values of a tracker', pages: ['/trackers/:batch/values'],
      what: 'The words and dates of the tracker that could not be taken as they stand.',
      steps: ['Say what each word means, once for all its cells.', 'Give a value to a colleague who knows: what you typed is kept, and not saved yet.', 'Download the others, mend them in the tracker, and send it again.'],
      notes: ['A date that can be read in two ways is never guessed.', 'Where days of one column stand in both orders, choose once whether it is read day first or month first.'],
      words: ['problem', 'not recorded'],
    },
    {
      topic: 'tracker-review', title: 'People and differences of a tracker', pages: ['/trackers/:batch/people', '/trackers/:batch/differences'],
      what: 'Whom the rows are about, and where the tracker and the record disagree.',
      steps: ['See which rows would be new, changed, unchanged, merged, quarantined or excluded, and who is only in the record.', 'Look at each field that differs, and where the record has its value from.'],
      notes: ['Looking changes nothing.', 'A row that disagrees is changed only where what was recorded is not later than the tracker.', 'Restricted records are left out for those who may not see them.'],
      words: ['tracker', 'comparison', 'balance', 'record'],
    },
  ],
};
