import assert from 'node:assert/strict';
import { test } from 'node:test';
import { soundsOf } from '../case-history/name-sound.ts';
import { areNear, likeness, soundingOf } from './name-likeness.ts';

test('the word itself fits best, then its beginning, then a slip, then a part, then another name not at all', () => {
  const fits = [['quxworthy', 'quxworthy'], ['quxwort', 'quxworthy'], ['quxwrothy', 'quxworthy'], ['worth', 'quxworthy'], ['bramble', 'quxworthy']] as const;
  const scores = fits.map(([typed, word]) => likeness(typed, word, 'otherwise'));
  assert.deepEqual(scores, scores.toSorted((a, b) => b - a));
  assert.equal(new Set(scores).size, scores.length);
  assert.equal(scores[0], 1);
  assert.equal(scores.at(-1), 0);
});

test('letters left out, added, changed and swapped are forgiven: one in a short name, two in a long one', () => {
  for (const typed of ['bramblwick', 'brambblewick', 'brumblewick', 'bramblewcik', 'brmblewikc']) assert.ok(likeness(typed, 'bramblewick', 'otherwise') > 0.7, typed);
  assert.ok(likeness('adma', 'adam', 'otherwise') > 0.7);
  assert.equal(likeness('adno', 'adam', 'otherwise'), 0);
  assert.equal(likeness('ali', 'eli', 'otherwise'), 0);
});

test('of two spellings that sound alike the nearer one fits better', () => {
  assert.ok(likeness('mohamed', 'mohammed', 'alike') > likeness('mohamed', 'maxamuud', 'alike'));
  assert.ok(likeness('mohamed', 'maxamuud', 'alike') >= 0.7);
});

test('the beginning of a longer name is found in another spelling, and worse than in its own', () => {
  const fit = (typed: string, word: string): number => likeness(typed, word, soundingOf(soundsOf(typed), soundsOf(word)));
  for (const [typed, word] of [['safron', 'saffronstead'], ['safran', 'saffronstead'], ['lindn', 'lindencroft'], ['wilowf', 'willowfellow'], ['kovals', 'kowalskova']] as const) {
    assert.ok(fit(typed, word) >= 0.5 && fit(typed, word) < 0.7, `${typed} in ${word}: ${fit(typed, word)}`);
  }
  for (const [typed, word] of [['saf', 'suffolk'], ['amin', 'emanuela'], ['worth', 'wardhouse']] as const) assert.equal(fit(typed, word), 0, `${typed} in ${word}`);
});

test('a name and its misspelling are near; what twins are called is not', () => {
  const near = [['Caspian', 'Caspien'], ['Vellacott', 'Vellacot'], ['Shaikh', 'Sheikh'], ['Zuleika', 'Suleyka'], ['Sean', 'Shaun'], ['Mohammed', 'Muhamad'], ["O'Wren-Łuk", 'OWREN LUKE']] as const;
  for (const [one, other] of near) assert.ok(areNear(one, other) && areNear(other, one), `${one} and ${other}`);
  for (const [one, other] of [['Mia', 'Maya'], ['Amy', 'Emma'], ['Ava', 'Eve'], ['Noah', 'Nia'], ['Aaron', 'Erin'], ['Zuleika', 'Isolde'], ['', 'Eve'], [null, null]] as const) assert.ok(!areNear(one, other), `${one} and ${other}`);
});
