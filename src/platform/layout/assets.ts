import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const here = fileURLToPath(new URL('./', import.meta.url));
const project = fileURLToPath(new URL('../../../', import.meta.url));
const cache = join(project, '.cache', 'assets');
const BUILD = join(here, 'assets-process.ts');
// One tenth larger than the best, in a tenth of the time: it is done at each start.
const QUICKLY = { params: { [constants.BROTLI_PARAM_QUALITY]: 8 } };
const DESIGN_SYSTEMS = ['govuk-frontend', '@ministryofjustice/frontend'];

/** A built file ready to send, in the two ways that browsers accept and plain. */
export interface Asset {
  readonly contentType: string;
  readonly plain: Buffer;
  readonly br: Buffer;
  readonly gzip: Buffer;
}

/** The built files by address, and the addresses that the page template needs. */
export interface Assets {
  readonly css: string;
  readonly js: string;
  readonly icon: string;
  readonly files: ReadonlyMap<string, Asset>;
}

/**
 * The styles and the script of all pages, built where sources or design systems changed since the last time
 * (about two seconds) and read from the cache otherwise. Addresses carry a digest, so browsers keep them for good.
 */
export async function buildAssets(): Promise<Assets> {
  const folder = join(cache, await digestOfSources());
  if (!existsSync(folder)) await buildInto(folder);
  const [styles, script] = [await readFile(join(folder, 'sightline.css')), await readFile(join(folder, 'sightline.js'))];
  const built = [
    await asset('css', 'text/css; charset=utf-8', styles),
    await asset('js', 'text/javascript; charset=utf-8', script),
    await asset('svg', 'image/svg+xml', await readFile(join(here, 'icon.svg'))),
  ];
  const [css = '', js = '', icon = ''] = built.map(([address]) => address);
  return { css, js, icon, files: new Map([...built, ...(await iconsOf(styles.toString()))]) };
}

// The styles of the MoJ patterns name their icons by a fixed address.
async function iconsOf(styles: string): Promise<[string, Asset][]> {
  const names = new Set([...styles.matchAll(/url\("?\/assets\/images\/([\w-]+\.svg)"?\)/g)].map(([, name = '']) => name));
  const folder = join(project, 'node_modules', '@ministryofjustice', 'frontend', 'moj', 'assets', 'images');
  return Promise.all([...names].map(async (name): Promise<[string, Asset]> => {
    const [, icon] = await asset('svg', 'image/svg+xml', await readFile(join(folder, name)));
    return [`/assets/images/${name}`, icon];
  }));
}

// In a process beside: the compilers take more than a hundred megabytes, which this one would keep as long as it lives.
async function buildInto(folder: string): Promise<void> {
  const building = `${folder}.${process.pid}`;
  await mkdir(building, { recursive: true });
  await promisify(execFile)(process.execPath, ['--no-warnings', BUILD, building], { env: {} });
  // Whoever comes second finds the same files there already.
  await rename(building, folder).catch(async (error: unknown) => {
    await rm(building, { recursive: true });
    if (!existsSync(folder)) throw error;
  });
}

async function asset(extension: string, contentType: string, plain: Buffer): Promise<[string, Asset]> {
  const digest = createHash('sha256').update(plain).digest('hex').slice(0, 16);
  const [br, zipped] = await Promise.all([promisify(brotliCompress)(plain, QUICKLY), promisify(gzip)(plain)]);
  return [`/assets/${digest}.${extension}`, { contentType, plain, br, gzip: zipped }];
}

async function digestOfSources(): Promise<string> {
  const hash = createHash('sha256');
  for (const folder of ['styles', 'scripts']) {
    for (const name of (await readdir(join(here, folder))).sort()) hash.update(name).update(await readFile(join(here, folder, name)));
  }
  for (const name of DESIGN_SYSTEMS) hash.update(await readFile(join(project, 'node_modules', name, 'package.json')));
  return hash.digest('hex').slice(0, 16);
}
