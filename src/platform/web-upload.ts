import { mkdir, open, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { pipeline } from 'node:stream/promises';
import type { MultipartFile } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import { shownText } from './shown-text.ts';
import { NotUnderstood } from './web-form.ts';

/** A file as it arrived, in a temporary place of the data directory that only this program may read. */
export interface UploadedFile {
  readonly field: string;
  /** The name on the sender's machine, without what cannot be seen: to show, never to open. */
  readonly name: string;
  readonly path: string;
  readonly bytes: number;
  /** Cut off, because all files together came to the limit of the form: refuse it. */
  readonly tooBig: boolean;
}

/** The parts of a multipart form: its fields, and its files as stored. */
export interface UploadedForm {
  readonly fields: Record<string, unknown>;
  readonly files: UploadedFile[];
}

/** Most files of one form, and most bytes of one text field of it. */
const UPLOAD_LIMITS = { files: 20, fieldSize: 64 * 1024, fields: 50 };

/**
 * Streams an upload to `folder`. `admit` sees the fields before the first file is stored: a form carries its
 * token ahead of its files, so a forged request is refused before anything is written. The receiver moves the
 * files away or leaves them to `forget`.
 */
export async function receiveUpload(
  request: FastifyRequest,
  folder: string,
  maxBytes: number,
  admit: (fields: Record<string, unknown>) => boolean,
): Promise<UploadedForm | null> {
  const form: UploadedForm = { fields: {}, files: [] };
  try {
    return (await receiveParts(request, form, { folder, maxBytes, admit })) ? form : null;
  } catch (error) {
    await forget(form.files);
    throw isMalformed(error) || request.raw.readableAborted ? new NotUnderstood('The form did not arrive whole. Go back and send it again.') : error;
  }
}

// The parser of multipart forms throws plain errors; those of the disk and of the framework carry a code.
function isMalformed(error: unknown): boolean {
  return error instanceof Error && error.name === 'Error' && !('code' in error);
}

interface Reception {
  readonly folder: string;
  readonly maxBytes: number;
  readonly admit: (fields: Record<string, unknown>) => boolean;
}

async function receiveParts(request: FastifyRequest, form: UploadedForm, reception: Reception): Promise<boolean> {
  const limits = { ...UPLOAD_LIMITS, fileSize: reception.maxBytes };
  let admitted = false;
  for await (const part of request.parts({ limits, throwFileSizeLimit: false } as object)) {
    if (part.type === 'field') {
      addField(form.fields, part.fieldname, part.value);
      continue;
    }
    admitted ||= reception.admit(form.fields);
    if (!admitted) {
      part.file.resume();
      return false;
    }
    const room = reception.maxBytes - form.files.reduce((sum, { bytes }) => sum + bytes, 0);
    const file = await storeFile(part, reception.folder, room);
    if (file !== null) form.files.push(file);
  }
  return admitted || reception.admit(form.fields);
}

// A field that comes several times, as ticked boxes do, becomes a list.
function addField(fields: Record<string, unknown>, name: string, value: unknown): void {
  const before = fields[name];
  if (before === undefined) fields[name] = value;
  else fields[name] = [before, value].flat();
}

/** The stored file, cut off after `room` bytes; null where the sender chose none. What arrives in part is not kept. */
async function storeFile(part: MultipartFile, folder: string, room: number): Promise<UploadedFile | null> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, randomUUID());
  let came = 0;
  const fitting = async function* (chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const chunk of chunks) {
      if (came < room) yield chunk.subarray(0, room - came);
      came += chunk.length;
    }
  };
  // Made before anything is read: a file that were still being made when the upload breaks off would outlive its removal.
  const file = await open(path, 'wx', 0o600);
  try {
    await pipeline(part.file, fitting, file.createWriteStream());
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  }
  const { size: bytes } = await stat(path);
  if (!part.filename && bytes === 0) {
    await rm(path);
    return null;
  }
  return { field: part.fieldname, name: shownText(part.filename ?? '') || 'a file without a name', path, bytes, tooBig: part.file.truncated || came > room };
}

/** Removes what is left of uploaded files. */
export async function forget(files: readonly UploadedFile[]): Promise<void> {
  await Promise.all(files.map((file) => rm(file.path, { force: true })));
}
