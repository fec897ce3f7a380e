import { readFile } from 'node:fs/promises';
import { glossaryOf, type GlossarySection } from './glossary.ts';

const source = new URL('../../../docs/glossary.md', import.meta.url);

/** The glossary, from docs/glossary.md: the one place where words are explained. */
export async function glossary(): Promise<GlossarySection[]> {
  return glossaryOf(await readFile(source, 'utf8'));
}
