import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fc } from '../../test/chances.ts';
import { addDays, addMonths, day } from '../calendar/day.ts';
import { readWindow, windowAt, windowBefore, windowKinds, windowLastYear, windowTitle } from './windows.ts';
import type { Window } from './windows.ts';

const today = day('2026-11-21');

function read(text: string, asAt = today): Window {
  const window = readWindow(text, asAt);
  if ('problem' in window) throw new Error(window.problem);
  return window;
}

const short = (w: Window): string => `${w.name} ${w.from} ${w.to}${w.soFar ? ' so far' : ''}`;

test('a window without a period holds the as-at day and ends on it', () => {
  const table: [string, string][] = [
    ['month', 'month:2026-11 2026-11-01 2026-11-21 so far'],
    ['quarter', 'quarter:2026-Q4 2026-10-01 2026-11-21 so far'],
    ['calendar-year', 'calendar-year:2026 2026-01-01 2026-11-21 so far'],
    ['financial-year', 'financial-year:2026-27 2026-04-01 2026-11-21 so far'],
    ['academic-year', 'academic-year:2026-27 2026-09-01 2026-11-21 so far'],
    ['rolling-month', 'rolling-month:2026-11-21 2026-10-22 2026-11-21'],
    ['rolling-12-months', 'rolling-12-months:2026-10 2025-11-01 2026-10-31'],
  ];
  for (const [text, expected] of table) assert.equal(short(read(text)), expected);
});

test('a window with a period', () => {
  const table: [string, string][] = [
    ['month:2026-02', 'month:2026-02 2026-02-01 2026-02-28'],
    ['quarter:2026-Q2', 'quarter:2026-Q2 2026-04-01 2026-06-30'],
    ['calendar-year:2025', 'calendar-year:2025 2025-01-01 2025-12-31'],
    ['financial-year:2025-26', 'financial-year:2025-26 2025-04-01 2026-03-31'],
    ['financial-year:1999-00', 'financial-year:1999-00 1999-04-01 2000-03-31'],
    ['academic-year:2025-26', 'academic-year:2025-26 2025-09-01 2026-08-31'],
    ['rolling-month:2026-03-31', 'rolling-month:2026-03-31 2026-03-01 2026-03-31'],
    ['rolling-12-months:2026-04', 'rolling-12-months:2026-04 2025-05-01 2026-04-30'],
  ];
  for (const [text, expected] of table) assert.equal(short(read(text)), expected);
});

test('what is not a window is refused with what to do', () => {
  const table: [string, RegExp][] = [
    ['week', /Use one of: month, quarter/],
    ['month:2026-13', /Write it like month:2026-11/],
    ['month:2026-05:x', /not a window/],
    ['quarter:2026-Q5', /Write it like quarter:2026-Q4/],
    ['financial-year:2025-27', /Write it like financial-year:2026-27/],
    ['calendar-year:2027', /begins after the as-at day/],
    ['rolling-month:2026-11-22', /ends after the as-at day/],
    ['rolling-12-months:2026-11', /ends after the as-at day/],
    ['quarter:0000-Q1', /does not name/], ['academic-year:0001-02', /does not name/], ['financial-year:0000-01', /does not name/], ['calendar-year:9999', /does not name/],
  ];
  for (const [text, problem] of table) {
    const window = readWindow(text, today);
    assert.match('problem' in window ? window.problem : 'accepted', problem, text);
  }
});

test('the window before and the same one last year are cut at the same point', () => {
  assert.equal(short(windowBefore(read('month'))), 'month:2026-10 2026-10-01 2026-10-21 so far');
  assert.equal(short(windowLastYear(read('month'))), 'month:2025-11 2025-11-01 2025-11-21 so far');
  assert.equal(short(windowBefore(read('quarter:2026-Q1'))), 'quarter:2025-Q4 2025-10-01 2025-12-31');
  assert.equal(short(windowBefore(read('rolling-month'))), 'rolling-month:2026-10-21 2026-09-22 2026-10-21');
  assert.equal(short(windowLastYear(read('rolling-12-months'))), 'rolling-12-months:2025-10 2024-11-01 2025-10-31');
});

test('a window has its name in words', () => {
  assert.equal(windowTitle(read('month:2026-05')), 'May 2026');
  assert.equal(windowTitle(read('month')), '1 November 2026 to 21 November 2026 (November 2026 so far)');
  assert.equal(windowTitle(read('financial-year')), '1 April 2026 to 21 November 2026 (financial year 2026-27 so far)');
  assert.equal(windowTitle(read('rolling-month')), '22 October 2026 to 21 November 2026 (rolling month)');
});

test('for any as-at day: the name reads back as the window, and windows join without gap or overlap', () => {
  const anyDay = fc.integer({ min: 0, max: 9000 }).map((n) => addDays(day('2014-09-01'), n));
  fc.assert(fc.property(anyDay, fc.constantFrom(...windowKinds), (asAt, kind) => {
    const window = windowAt(kind, asAt);
    assert.deepEqual(read(window.name, asAt), window);
    assert.ok(window.from <= window.to && window.to <= asAt);
    const before = windowBefore(read(window.name, addMonths(asAt, 24)));
    if (kind !== 'rolling-12-months') assert.equal(addDays(before.to, 1), window.from);
  }));
});
