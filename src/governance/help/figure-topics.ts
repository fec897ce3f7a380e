import type { HelpGroup } from './topic.ts';

/** Help about figures and reports. */
export const figureTopics: HelpGroup = {
  title: 'Figures',
  topics: [
    {
      topic: 'line-of-sight', title: 'Line of sight', pages: ['/line-of-sight'],
      what: 'How the service does: how long children and families wait, and whether the law is met.',
      steps: ['Read the figures at the top. Each stands beside what it must not be read without.', 'Choose a figure to see the cases behind it.', 'Choose “Explain” to see who is counted and who is left out.'],
      notes: ['Filters and the period apply to the whole page, and stand in its address.', 'A period that has not ended is marked “so far”.', 'A rate with fewer than ten cases behind it is shown as a count.'],
      words: ['line of sight', 'figure', 'window', 'pairing', 'revised'],
    },
    {
      topic: 'explain', title: 'Explain this number', pages: ['/figures/:measure/explain'],
      what: 'What one figure means: its definition, who is counted, who is left out and why, and where the data comes from.',
      steps: ['Read the definition and its source.', 'Look at who is left out, and how many they are.', 'Open the rows to see the cases themselves.'],
      notes: ['Two figures that seem to disagree mostly differ in their window or in who is left out. Both stand here.'],
      words: ['measure', 'excluded', 'flow, stock', 'window'],
    },
    {
      topic: 'rows', title: 'Rows behind the number', pages: ['/figures/:measure/rows'],
      what: 'The cases that a figure counts. There are as many as the figure says.',
      steps: ['Look through the list, or download all of it.', 'Open a case, where you may.'],
      notes: ['Those who may not see names see case references.', 'The download says with what question and when it was made.'],
      words: ['rows', 'excluded'],
    },
    {
      topic: 'what-changed', title: 'What changed', pages: ['/figures/:measure/changed', '/figures/:measure/changed/rows'],
      what: 'Why a figure is another one now than in an earlier report, line by line.',
      steps: ['Start at the opening figure and read down to the closing one.', 'Open a line to see its rows.'],
      notes: ['Each row is in one line only, so the lines always add up.', 'A late record is something that had happened by then and was written down afterwards.'],
      words: ['what changed', 'late record', 'correction', 'known at'],
    },
    {
      topic: 'reports', title: 'Fixed reports', pages: ['/reports', '/reports/new', '/reports/:code', '/reports/:code/figures/:place/rows'],
      what: 'Reports kept as they stood, figures and rows, each under a code that opens it again.',
      steps: ['Set the line of sight as the report is to be.', 'Choose “Fix this report”, and give it a title.', 'Quote the code wherever the figures are used.'],
      notes: ['A fixed report never changes. If a figure is another one since, it is marked as revised.'],
      words: ['fixed report', 'report', 'revised'],
    },
  ],
};
