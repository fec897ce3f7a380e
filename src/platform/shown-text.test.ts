import assert from 'node:assert/strict';
import { test } from 'node:test';
import { shownText, typedWords } from './shown-text.ts';

const invisible = ['', ' ', '\u00A0\u2003', '\u200B\u200D', '\u3164', '\u115F', '\u2800', '\u00AD\uFEFF', '\u202E', '\n\t', '\u{E0041}'];

test('what nobody can see is no text', () => {
  for (const text of invisible) assert.equal(shownText(text), '', JSON.stringify(text));
  for (const text of invisible) assert.equal(typedWords('Enter a name', 9, 'Too long').safeParse(text).error?.issues[0]?.message, 'Enter a name');
});

test('what people write stays, without what turns it round or acts on a screen', () => {
  for (const text of ['Wexcombe Council', '–', 'Ó Briain', 'می‌خواهم', '1', 'two\nlines']) assert.equal(shownText(text), text);
  assert.equal(shownText(' Ann\u202Egnp\u0007\r\nTwo '), 'Anngnp\nTwo');
  assert.equal(typedWords('Enter a reason', 9, 'Too long', 4).safeParse('\u200B\u200Bab\u200B').success, false);
});
