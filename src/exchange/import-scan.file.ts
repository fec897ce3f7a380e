// Files are checked for viruses before anything reads them (SEC-63). A scanner that cannot be asked means "not yet".
import { basename } from 'node:path';
import { filesAt, isFile } from './file-bytes.file.ts';
import type { Hear } from './import-progress.ts';

/** A scanner: where it is, in words, and what it says of a file. Whatever is no plain verdict is `unchecked`, with the reason. */
export interface Scanner {
  readonly where: string;
  readonly scan: (path: string) => Promise<{ readonly clean: true } | { readonly virus: string } | { readonly unchecked: string }>;
}

/** Why files are not read; `unscanned` where that is only until they were checked. */
interface Stopped { readonly refused: string; readonly unscanned?: true }

/** Files, and what they are called by whoever sent them. */
interface NamedFiles { readonly paths: readonly string[]; readonly names: readonly string[] }

/** Why the files may not be read, or not yet; null where they may. What is not there is left to the reader to tell. */
export async function scanFiles(scanner: Scanner, { paths, names }: NamedFiles, hear: Hear): Promise<Stopped | null> {
  const files = await filesAt([...paths]);
  for (const [i, path] of files.entries()) {
    if (!await isFile(path)) continue;
    hear({ stage: 'scanning', rows: 0, bytesRead: i, bytesTotal: files.length });
    const verdict = await scanner.scan(path);
    const name = (files.length === names.length ? names[i] : undefined) ?? basename(path);
    if ('virus' in verdict) return { refused: virusIn(name, verdict.virus) };
    if ('unchecked' in verdict) return { refused: notChecked(scanner.where, verdict.unchecked), unscanned: true };
  }
  return null;
}

/** Told where files come from other machines and there is no scanner. */
export const NO_SCANNER: Stopped = {
  refused: 'The file has not been checked for viruses: other machines can reach Sightline, and no scanner is set. Nothing of it was read. Whoever runs Sightline '
    + 'sets SIGHTLINE_VIRUS_SCANNER to the address of a scanner, or to none where files are checked before they arrive. Try again then.',
  unscanned: true,
};

function notChecked(where: string, why: string): string {
  return `The file has not been checked for viruses yet: the scanner at ${where} could not do it (${why}). Nothing of it was read. Try again once the scanner works.`;
}

function virusIn(name: string, virus: string): string {
  return `The selected file contains a virus: the scanner found "${virus.slice(0, 80)}" in "${name.slice(-60)}". Nothing of the file was read. Do not open it: tell those who look after information security.`;
}
