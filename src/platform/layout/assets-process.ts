// The main module of the process that builds the styles and the script of all pages into a folder: see `assets.ts`.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as esbuild from 'esbuild';
import * as sass from 'sass';

const here = import.meta.dirname;
const project = join(here, '..', '..', '..');

function styles(): string {
  const loadPaths = [project, join(project, 'node_modules'), join(here, 'styles')];
  return sass.compile(join(here, 'styles', 'sightline.scss'), { loadPaths, style: 'compressed', logger: sass.Logger.silent }).css;
}

async function script(): Promise<Uint8Array> {
  const entryPoints = [join(here, 'scripts', 'sightline.js')];
  const built = await esbuild.build({ entryPoints, bundle: true, minify: true, format: 'esm', target: 'es2020', write: false });
  return built.outputFiles[0]?.contents ?? new Uint8Array();
}

const [, , folder = ''] = process.argv;
await writeFile(join(folder, 'sightline.js'), await script());
await writeFile(join(folder, 'sightline.css'), styles());
