import { Trouble } from './trouble.ts';

const FULL = 'The database has no room left: its disk is full. Free some space; what was not confirmed was not saved.';

const sayings: Record<string, string> = {
  '53100': FULL,
  '53200': 'The database server is out of memory. Give it more, or end what else runs there.',
  '53300': 'The database allows no more connections. Raise max_connections there, or end what else uses it.',
  '28P01': 'The database refuses the password in DATABASE_URL.',
  '28000': 'The database refuses the user in DATABASE_URL.',
  '3D000': 'The database named in DATABASE_URL does not exist. Make it first: CREATE DATABASE … ENCODING UTF8.',
  '57P01': 'The database server was shut down.',
  '57P02': 'The database server stopped after a fault of its own.',
  '57P03': 'The database server is starting or stopping. Try again in a moment.',
  '25006': 'The database is a read-only copy. Point DATABASE_URL at the primary server.',
  ENOSPC: 'A disk is full. Free some space; what was not confirmed was not saved.',
  ECONNREFUSED: 'The database does not answer: nothing listens there. Is it running, and is DATABASE_URL right?',
  ENOENT: 'The database does not answer: its socket is not there. Is it running?',
  ENOTFOUND: 'The host in DATABASE_URL cannot be found.',
  EAI_AGAIN: 'The host in DATABASE_URL cannot be looked up just now.',
  ETIMEDOUT: 'The database does not answer in time.',
  EHOSTUNREACH: 'The host in DATABASE_URL cannot be reached.',
  ECONNRESET: 'The connection to the database broke.',
  EPIPE: 'The connection to the database broke.',
};

function codeOf(error: unknown): string {
  const inner = error instanceof AggregateError ? (error.errors[0] as unknown) : error;
  const { code, syscall } = (inner ?? {}) as { code?: unknown; syscall?: unknown };
  // A file that is missing is not the database's socket.
  const isFile = code === 'ENOENT' && syscall !== 'connect';
  return typeof code === 'string' && !isFile ? code : '';
}

/** What the driver says without a code. */
const spoken: readonly [RegExp, string][] = [
  [/^(Connection terminated|timeout expired|timeout exceeded|Client has encountered a connection error)/, 'The connection to the database broke, or none came in time.'],
  [/client password must be a (non-empty )?string/, 'The database wants a password, and DATABASE_URL has none.'],
  [/^The server does not support SSL connections/, 'The database does not speak TLS, which DATABASE_URL asks for. Take sslmode out of it, or turn TLS on there.'],
];

/**
 * The outage behind an error that a query threw, as one clear message, or null where it is not an outage but a defect
 * (or a refusal of the data, which the caller knows best).
 */
export function databaseTrouble(error: unknown): Trouble | null {
  if (error instanceof Trouble) return error;
  const found = sayings[codeOf(error)];
  if (found !== undefined) return new Trouble(found, { cause: error });
  const [, said] = error instanceof Error ? spoken.find(([form]) => form.test(error.message)) ?? [] : [];
  return said === undefined ? null : new Trouble(said, { cause: error });
}
