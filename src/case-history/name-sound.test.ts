import assert from 'node:assert/strict';
import { test } from 'node:test';
import { soundsOf } from './name-sound.ts';

test('spellings of one name share a sound', () => {
  const names = [
    'mohamed muhammad mohammed maxamed', 'cabdi abdi', 'caasha aisha ayesha', 'xasan hassan hasan', 'cumar omar umar', 'shaikh sheikh',
    'hussain hussein husayn xuseen', 'qureshi kureshi quraishi', 'chaudhry choudhury chowdhury', 'faadumo fadumo', 'khadija xadija hadija',
    'jakub yakub', 'kowalski kovalsky', 'szymanski shimanski', 'katarzyna katarzina katazyna', 'siobhan shivaun', 'niamh neve', 'shaun sean',
    'catherine katherine kathryn', 'stephen steven stefan', 'jackson jaxon', 'geoffrey jeffrey', 'leigh lee', 'wright right', 'zoe zoey',
  ];
  for (const [first = '', ...others] of names.map((line) => line.split(' '))) {
    for (const other of others) assert.ok(soundsOf(other).some((sound) => soundsOf(first).includes(sound)), `${first} and ${other}`);
  }
});

test('names that nobody would take for one another do not', () => {
  for (const [one, other] of [['adam', 'eve'], ['amina', 'amira'], ['harper', 'parker'], ['oneill', 'odell']] as const) {
    assert.ok(!soundsOf(one).some((sound) => soundsOf(other).includes(sound)), `${one} and ${other}`);
  }
});

test('a name in other letters has no sound', () => {
  assert.deepEqual(soundsOf('олена'), []);
  assert.deepEqual(soundsOf(''), []);
});
