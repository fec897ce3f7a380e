// What failed, in few lines, to stand at the very end of a run: where only the end of a long output is kept, a message that quotes a whole page
// would push out of it which test it is about.
const [MOST, MESSAGE, STACK, WIDTH] = [20, 12, 4, 240];

const clipped = (line: string): string => (line.length > WIDTH ? `${line.slice(0, WIDTH)} … (${line.length} characters)` : line);
const indentOf = (line: string): number => line.length - line.trimStart().length;

/** The value of a key in the lines that tell of one test, as lines. */
function valueOf(key: string, told: readonly string[]): string[] {
  const at = told.findIndex((line) => line.trimStart().startsWith(`${key}: `));
  const first = told[at] ?? '';
  if (!first.endsWith(': |-')) return at < 0 ? [] : [first.slice(first.indexOf(': ') + 2).replace(/^'(.*)'$/, '$1')];
  const after = told.slice(at + 1);
  const end = after.findIndex((line) => line.trim() !== '' && indentOf(line) <= indentOf(first));
  return after.slice(0, end < 0 ? after.length : end).map((line) => line.slice(indentOf(first) + 2));
}

/** What the lines that begin with `not ok` tell of a test; null where it only stands around others that failed. */
function failureIn(told: readonly string[], saidBefore: readonly string[]): string[] | null {
  if (valueOf('failureType', told)[0] === 'subtestsFailed') return null;
  const name = /not ok \d+ - (.*)/.exec(told[0] ?? '')?.[1] ?? '';
  // Where a file ended by itself, what it said last is on its error output.
  const ended = told.some((line) => /^\s*exitCode: /.test(line)) ? saidBefore.slice(-MESSAGE) : [];
  const message = [...ended, ...valueOf('error', told).filter((line) => line.trim() !== '').slice(0, MESSAGE), ...valueOf('stack', told).slice(0, STACK)];
  return [`${valueOf('location', told)[0] ?? ''}  ${name}`, ...message.map((line) => `    ${line}`)];
}

/** The failures that the test runner wrote as TAP, each with its file and the beginning of its message; at most twenty. */
export function closingWords(tap: string): string {
  const lines = tap.split('\n');
  const failures: string[][] = [];
  let said: string[] = [];
  lines.forEach((line, at) => {
    if (/^\s*# Subtest: /.test(line)) return;
    if (line.startsWith('# ')) said.push(line.slice(2));
    if (!/^\s*(not )?ok \d+/.test(line)) return;
    const end = lines.indexOf(`${' '.repeat(indentOf(line))}  ...`, at);
    const failure = line.trimStart().startsWith('not') ? failureIn(lines.slice(at, end), said) : null;
    if (failure !== null) failures.push(failure);
    said = [];
  });
  const more = failures.length > MOST ? [`and ${failures.length - MOST} more`] : [];
  return [`${failures.length} failed, in short:`, ...failures.slice(0, MOST).flatMap((failure) => ['', ...failure.map(clipped)]), ...more].join('\n');
}
