// The manifest of a backup: what is in it, so that whatever is missing, cut short or changed is found before restoring.
import { createHash, type KeyObject } from 'node:crypto';
import { z } from 'zod';

/** Goes up whenever a backup is laid out otherwise. */
export const FORMAT = 1;

const file = z.object({ path: z.string().regex(/^[a-z0-9._/-]+$/i).refine((path) => !path.split('/').includes('..')), bytes: z.number(), sha256: z.string() });
const digest = z.object({ table: z.string(), rows: z.number(), digest: z.string() });

const manifest = z.object({
  format: z.number(),
  /** Version of the program, and of PostgreSQL. */
  program: z.string(),
  server: z.string(),
  madeAt: z.string(),
  council: z.string(),
  kind: z.enum(['demo', 'real', 'empty']),
  /** The changes of form that the database had had. */
  migrations: z.array(z.object({ name: z.string(), digest: z.string() })).readonly(),
  tables: z.array(digest.extend({ columns: z.array(z.string()).readonly(), file })).readonly(),
  sequences: z.array(z.object({ name: z.string(), value: z.number() })).readonly(),
  /** What lay outside the database. */
  files: z.array(file).readonly(),
  stood: z.object({
    historyHash: z.string(), entries: z.number(), fingerprint: z.number().nullable(), derived: z.array(digest).readonly(), asAt: z.string(),
    figures: z.array(z.object({ measure: z.string(), version: z.number(), figure: z.string() })).readonly(),
  }),
  checkpoint: z.object({ number: z.number(), knownAt: z.string(), root: z.string() }).nullable(),
  /** The public keys, PEM, that its checkpoints may be signed with; the first has signed the backup. */
  keys: z.tuple([z.string()], z.string()).readonly(),
});

export type BackupFile = z.infer<typeof file>;
export type Manifest = z.infer<typeof manifest>;

/** The manifest in a text, or null where the text is none, or one of a later format. */
export function parseManifest(text: string): Manifest | null {
  try {
    const read = manifest.safeParse(JSON.parse(text));
    return read.success ? read.data : null;
  } catch {
    return null;
  }
}

/** The format that a text says it has; null where it says none. */
export function formatIn(text: string): number | null {
  const found = /^\{\s*"format":\s*(\d{1,9})\b/.exec(text)?.[1];
  return found === undefined ? null : Number(found);
}

/** All files of a backup but the manifest and its signature. */
export function filesOf({ tables, files }: Manifest): BackupFile[] {
  return [...tables.map((table) => table.file), ...files];
}

/** By what people tell a key from another: 32 hexadecimal digits of the SHA-256 of its public half, in groups of four. */
export function fingerprintOf(key: KeyObject): string {
  const whole = createHash('sha256').update(key.export({ type: 'spki', format: 'der' })).digest('hex');
  return (whole.slice(0, 32).match(/.{4}/g) ?? []).join(' ');
}
