// How a name sounds, so that one spelling finds another: Shaikh and Sheikh, Cabdi and Abdi, Kowalski and Kovalsky.
// Vowels are left out but for the first, doubled letters count once, and letters that are often written for one another
// become one. Too many names that sound alike do no harm: those found are ranked by their letters.

type Change = readonly [RegExp, string];

/** Letters read otherwise in some languages: each group of changes is one more reading of a name that has them. */
const readings: readonly (readonly Change[])[] = [
  [],
  // Somali: c is a catch of the breath, x a strong h.
  [[/c(?![hkz])/g, ''], [/x/g, 'h']],
  // Polish, German, the Nordic languages: j as in Jakub and Yakub, rz as in Andrzej.
  [[/j/g, 'y'], [/rz/g, 's']],
  // Irish and Scottish Gaelic: Siobhan, Niamh.
  [[/[bm]h/g, 'v']],
  // Arabic and Urdu written with kh, gh or q where others write h, g or k.
  [[/kh/g, 'h'], [/gh/g, 'g']],
];

const english: readonly Change[] = [
  [/^(?:kn|gn|pn)/, 'n'], [/^wr/, 'r'], [/^ps/, 's'], [/^x/, 's'], [/^y(?=[^aeiou])/, 'i'], [/ph/g, 'f'],
  [/(?<=[aeiou])gh(?![aeiou])/g, ''], [/sch|tsch/g, 's'], [/tch|cz|ch/g, 'C'], [/ck/g, 'k'], [/x/g, 'ks'], [/c(?=[eiy])/g, 's'],
  [/[cq]/g, 'k'], [/ts|tz/g, 's'], [/[sz]h?|sz/g, 's'], [/dj|dz|g(?=[eiy])/g, 'j'], [/v|w(?=[aeiouy])|w$/g, 'f'],
];

const skeleton: readonly Change[] = [
  [/(.)\1+/g, '$1'], [/^[aeiou]/, 'A'], [/^y(?=[aeiou])/, 'Y'], [/^h/, 'H'], [/[aeiouyhw]/g, ''],
];

const changed = (word: string, changes: readonly Change[]): string => changes.reduce((text, [from, to]) => text.replace(from, to), word);

/** The ways in which a folded name can sound, each once; none for a name without Latin letters. */
export function soundsOf(word: string): string[] {
  if (!/[a-z]/.test(word)) return [];
  return [...new Set(readings.map((changes) => changed(changed(changed(word, changes), english), skeleton)))].filter((sound) => sound !== '');
}
