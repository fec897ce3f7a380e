// What the fields of a case are called on its page, where that is not the meaning of the derived column.

/** What a row of each derived table is called. */
export const rowTitles: Readonly<Record<string, string>> = {
  child: 'Personal details', identity: 'Known to sources as', request: 'Request', advice_request: 'Advice', plan: 'Plan', plan_need: 'Need', named_setting: 'Named setting',
  placement: 'Placement', review: 'Review', phase_transfer: 'Phase transfer', dispute: 'Dispute',
};

/** Shorter words than the meaning of the column, which tells the codes that pages print in words. */
export const fieldLabels: Readonly<Record<string, string>> = {
  caseworker_id: 'Caseworker', team_id: 'Team', allocated_on: 'Day it was allocated', worked_on: 'Last recorded',
  sex: 'Sex', ethnicity: 'Ethnicity', upn_unknown: 'Why there is neither number', begun_by: 'What started the clock',
  request_source: 'Who asked', request_outcome: 'Decision whether to assess', assessment_outcome: 'Outcome of the assessment', outcome: 'Decision after the review',
  ended_on: 'Day the assessment ended', cease_reason: 'Why it ended', need: 'Type of need', rank: 'Rank', about: 'Decision disputed', order_kind: 'What is to be done', body_received_on: 'Day the body received the request',
};
