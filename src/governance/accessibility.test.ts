import assert from 'node:assert/strict';
import { test } from 'node:test';
import { textOf } from '../../test/cases.ts';
import { testApp } from '../../test/visitor.ts';
import { day } from '../calendar/day.ts';
import { address } from '../platform/web-address.ts';
import { page } from '../platform/web-route.ts';
import { knownProblems } from './accessibility.ts';
import { accessibilityStatement } from './notes.page.ts';

test('the statement says what the checks let pass, when they ran, and that nobody has tried it by hand', async (t) => {
  const site = await testApp(t);
  const text = textOf((await site.app.inject('/accessibility')).body);
  assert.equal(knownProblems.length, 0);
  assert.match(text, /Automated checks find no failures .* Nobody has yet tested it with screen readers.* we do not claim that it complies.* The automated checks know of none\..* Tests open every page in windows of 320 and 1280 pixels.* with scripts turned off, and look at it as it is printed\..*last checked on 22 November 2026, .* a person makes by hand have not been made yet/);
});

test('a problem that is let pass is published with its day and reason', async (t) => {
  const problems = [{ rule: 'color-contrast', problem: 'The map of areas is too pale.', reason: 'It is drawn anew in the next version.', since: day('2027-01-11') }];
  const statement = page({ address: address('/statement'), who: 'anyone', answer: async () => accessibilityStatement({ problems, preparedOn: day('2027-02-01'), lastCheckedOn: day('2027-02-02'), lastTriedOn: day('2027-02-03') }) });
  const site = await testApp(t, [statement]);
  const text = textOf((await site.app.inject('/statement')).body);
  assert.match(text, /find 1 problem on its pages.* complies in part.* The map of areas is too pale\. Known since 11 January 2027\. It is drawn anew in the next version\..* prepared on 1 February 2027.* checked on 2 February 2027.* by hand on 3 February 2027/);
});
