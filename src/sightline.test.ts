import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { commandModules, sightline } from './sightline.ts';

type Said = { code: number; out: string; err: string };

async function saying(...args: string[]): Promise<Said> {
  const said = { out: '', err: '' };
  const code = await sightline(args, { out: (text) => (said.out += text), err: (text) => (said.err += text) });
  return { code, ...said };
}

test('wrong use is one message on stderr, nothing on stdout, and exit code 2', async () => {
  const cases: [string[], RegExp][] = [
    [['histroy', 'verify'], /^There is no command "histroy verify"\. Did you mean "history"\?$/],
    [['sen2', 'measure'], /Did you mean "sen2 measures"\?$/],
    [['zzzzzzzzz'], /^There is no command "zzzzzzzzz"\. Run it with --help for the list\.$/],
    [['doctor', '--jsn'], /^There is no option --jsn\. Did you mean --json\?$/],
    [['doctor', 'now'], /^"now" is one word too many\.$/],
    [['rows', '--measure'], /--measure/],
    [[], /^Usage:/],
  ];
  for (const [args, message] of cases) {
    const { code, out, err } = await saying(...args);
    assert.equal(code, 2, args.join(' '));
    assert.equal(out, '');
    assert.match(err, message);
  }
});

test('--help lists every command, and of one command tells of that one', async () => {
  const { code, out } = await saying('--help');
  assert.equal(code, 0);
  assert.match(out, /history verify[\s\S]*doctor/);
  const one = await saying('doctor', '--help');
  assert.equal(one.code, 0);
  assert.doesNotMatch(one.out, /history/);
});

test('every command has its module', async () => {
  for (const load of commandModules()) assert.equal(typeof (await load()).run, 'function');
});

test('--json prints one document and nothing else, also on a new data directory', (t) => {
  const root = mkdtempSync(join(tmpdir(), 'sightline-command-'));
  chmodSync(root, 0o711);
  t.after(() => rmSync(root, { recursive: true, force: true }));
  const env: NodeJS.ProcessEnv = { ...process.env, SIGHTLINE_DATA_DIR: join(root, 'data'), SIGHTLINE_OPERATOR: 'Tester' };
  delete env['DATABASE_URL'];
  const program = join(import.meta.dirname, 'sightline.ts');
  const { stdout, status } = spawnSync(process.execPath, [program, 'doctor', '--json'], { env, encoding: 'utf8' });
  const { ok, settings } = JSON.parse(stdout) as { ok: boolean; settings: { what: string; found: string }[] };
  assert.deepEqual([ok, status], [true, 0]);
  assert.equal(settings.find(({ what }) => what === 'operator')?.found, 'Tester');
  assert.equal(settings.find(({ what }) => what === 'database role')?.found, 'sightline_app');
  assert.match(settings.find(({ what }) => what === 'virus scanner')?.found ?? '', /files are not checked for viruses; only this machine/);
});
