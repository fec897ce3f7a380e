import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { glossaryOf } from './glossary.ts';
import { glossary } from './glossary.file.ts';
import { helpGroups, topicOf } from './topics.ts';

const topics = helpGroups.flatMap((group) => group.topics);

test('the glossary of the help is docs/glossary.md, each word once and in words for officers', async () => {
  const words = (await glossary()).flatMap((section) => section.words);
  assert.ok(words.length > 100, `${words.length} words`);
  assert.equal(new Set(words.map(({ anchor }) => anchor)).size, words.length);
  for (const { word, means } of words) {
    assert.match(means, /[.…]$/, word);
    assert.doesNotMatch(means, /`|\.ts\b/, `${word} speaks of the code: put that in the third column`);
  }
});

test('a glossary is read from its headings and tables; words of the code stay out', () => {
  const text = '# Glossary\n\n## Time\n\n| Word | Means | In the code |\n|---|---|---|\n| due day | The last lawful day. | `due_on` |\n\n## Inside the program\n\n| fold | To settle. | |\n';
  assert.deepEqual(glossaryOf(text), [{ title: 'Time', words: [{ word: 'due day', means: 'The last lawful day.', anchor: 'due-day' }] }]);
});

test('help rests on words of the glossary, and each topic has a name of its own', async () => {
  const known = new Set((await glossary()).flatMap((section) => section.words.map(({ word }) => word)));
  for (const { topic, words } of topics) assert.deepEqual(words.filter((word) => !known.has(word)), [], topic);
  assert.equal(new Set(topics.map(({ topic }) => topic)).size, topics.length);
});

test('help is easy to read: short sentences, few of them (UI-09)', () => {
  const lengths = topics.flatMap(({ topic, what, steps, notes }) => [what, ...steps, ...notes].flatMap((text) => {
    assert.match(text, /[.”]$/, topic);
    return text.split(/(?<=[.:?])\s/).map((sentence) => sentence.split(/\s+/).length);
  }));
  assert.ok(Math.max(...lengths) <= 35);
  assert.ok(lengths.reduce((sum, length) => sum + length, 0) / lengths.length <= 20);
  for (const { topic, steps, notes } of topics) assert.ok(steps.length <= 3 && notes.length <= 4, topic);
});

test('what help quotes stands on a page, by the same words', () => {
  const source = new URL('../../', import.meta.url);
  const names = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((name) => /\.(ts|njk)$/.test(name) && !/\.test\.ts$|^governance\/help\/.*topics\.ts$/.test(name));
  const pages = names.map((name) => readFileSync(new URL(name, source), 'utf8')).join('\n');
  for (const { topic, what, steps, notes } of topics) {
    for (const [, words = ''] of [what, ...steps, ...notes].join(' ').matchAll(/“([^”]+)”/g)) assert.ok(pages.includes(words), `${topic} quotes “${words}”, which no page says`);
  }
});

test('a form or file without a page has the help of the page above it', () => {
  assert.equal(topicOf('/my-work/file/:format')?.topic, 'my-work');
  assert.equal(topicOf('/account/sign-ins')?.topic, 'account');
  assert.equal(topicOf('/no-such-page/at/all'), null);
});
