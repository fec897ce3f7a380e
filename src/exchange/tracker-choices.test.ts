import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CHOICES, choiceOf, columnOf, proposals } from './tracker-choices.ts';

test('what councils call their columns is proposed', () => {
  const headings = ['UPN', 'Child', 'DOB', 'Date received', 'Asked by', 'Panel decision', 'Decision letter', 'EP advice requested', 'EP advice in', 'Draft sent', 'Final plan', 'Exception?', 'Officer', 'Notes'];
  assert.deepEqual(proposals(headings), ['upn', 'fullName', 'dob', 'REQUEST_RECEIVED', 'requestSource', 'decision', 'decisionOn', 'ADVICE_REQUESTED body=EDUCATIONAL_PSYCHOLOGIST',
    'ADVICE_RECEIVED body=EDUCATIONAL_PSYCHOLOGIST', 'DRAFT_PLAN_SERVED', 'FINAL_PLAN_SENT', 'week20', null, null]);
  assert.deepEqual(proposals(['Surname', 'First name', 'Date of Birth', 'Annual review date', 'Amendment notice', 'Final amended plan', 'Ceased', 'Reason ceased', 'Postcode']), [
    'surname', 'forename', 'dob', 'REVIEW_MEETING_HELD', 'AMENDMENT_NOTICE_SENT', 'FINAL_AMENDED_PLAN_SENT', 'PLAN_CEASED', 'ceaseReason', 'postcode']);
  for (const name of ['Name of child', "Pupil's name", 'CYP full name', 'Student']) assert.deepEqual(proposals([name, 'D.O.B', 'Main need']), ['fullName', 'dob', 'need'], name);
  assert.deepEqual(proposals(['Name of school', 'Child protection', 'Parent name']), ['schoolName', null, null]);
});

test('a column that says who asked is proposed as that, and not as the day of the request', () => {
  for (const name of ['Who asked', 'Who requested?', 'Asked by', 'Requested by', 'Referral received from', 'Request from', 'Source of request', 'Requester']) {
    assert.deepEqual(proposals([name, 'Date of request']), ['requestSource', 'REQUEST_RECEIVED'], name);
  }
});

test('a heading that tells nothing by itself is read with the one above it', () => {
  assert.deepEqual(proposals(["Date Rec'd", 'EP req.', 'EP rec.', 'Date', 'Decision', 'Date (2)', 'Final EHCP'], ['Request', 'Advice', 'Advice', 'Panel 1', 'Panel 1', 'Panel 2', '']), [
    'REQUEST_RECEIVED', 'ADVICE_REQUESTED body=EDUCATIONAL_PSYCHOLOGIST', 'ADVICE_RECEIVED body=EDUCATIONAL_PSYCHOLOGIST', 'decisionOn', 'decision', null, 'FINAL_PLAN_SENT']);
  assert.deepEqual(proposals(['Step reached', 'Notes'], ['Step reached', '']), [null, null]);
});

test('nothing is proposed twice', () => {
  assert.deepEqual(proposals(['Date received', 'Date received (2)', 'UPN', 'UPN of sibling']), ['REQUEST_RECEIVED', null, 'upn', null]);
});

test('each choice makes a column that is that choice again; what was said of its values stays', () => {
  for (const { value } of CHOICES) assert.equal(choiceOf(columnOf(value, undefined) ?? { to: '' }), value);
  assert.equal(new Set(CHOICES.map(({ value }) => value)).size, CHOICES.length);
  const before = { to: 'requestSource', values: { GP: '3' } };
  assert.equal(columnOf('requestSource', before), before);
  assert.deepEqual(columnOf('decision', before), { to: 'decision' });
  assert.equal(columnOf('toString', undefined), null);
});
