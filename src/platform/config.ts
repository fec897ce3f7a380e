// The only place that reads the environment.
import { userInfo } from 'node:os';
import { resolve } from 'node:path';
import { nearest } from './nearest.ts';
import { SIGN_ON_VARIABLES, signOnFrom, type SignOnSettings } from './sign-on-settings.ts';
import { Trouble } from './trouble.ts';

export const LOG_LEVELS = ['debug', 'info', 'warn', 'error'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** What the installation was told. There are no secrets in it but the passwords that DATABASE_URL and SIGHTLINE_SMTP_URL may carry, and that of single sign-on. */
export type Config = {
  /** Absolute path of the directory of everything that is kept outside the database (and of the embedded one). */
  dataDir: string;
  /** A PostgreSQL 15 or later; null for the embedded server. */
  databaseUrl: string | null;
  host: string;
  /** 0 for any free port. */
  port: number;
  /** Where people reach the service, for example `https://sightline.council.example`; null on this machine only. */
  publicAddress: string | null;
  logLevel: LogLevel;
  /** How files that are sent here are checked for viruses before they are read. */
  scanning: Scanning;
  /** Who runs commands of the command line. */
  operator: string;
  /** The server that takes e-mail, and from whom it comes; null where none is sent. */
  mail: MailSettings | null;
  /** Single sign-on; null without one. */
  signOn: SignOnSettings | null;
  /** Absolute path of the folder into which a backup is made every night; null for none. */
  backupDir: string | null;
  /** How many of them are kept. */
  backupsKept: number;
};

/** A mail server: `server` is `smtps://user:password@host:465`, or `smtp://` with STARTTLS (plain on this machine only). */
export type MailSettings = { server: string; from: string };

/** Where a scanner listens: a host and port, or a socket of this machine. */
export type ScannerAddress = { host: string; port: number } | { path: string };

/**
 * By a scanner; `elsewhere`, as whoever runs the program says; `nowhere`, which does where only this machine reaches the
 * program; `missing` where others reach it: then nothing that is sent here may be read.
 */
export type Scanning = ScannerAddress | 'elsewhere' | 'nowhere' | 'missing';

type Environment = Readonly<Record<string, string | undefined>>;

const SETTINGS = [
  'SIGHTLINE_DATA_DIR', 'SIGHTLINE_HOST', 'SIGHTLINE_PUBLIC_ADDRESS', 'SIGHTLINE_LOG_LEVEL', 'SIGHTLINE_OPERATOR', 'SIGHTLINE_VIRUS_SCANNER',
  'SIGHTLINE_SMTP_URL', 'SIGHTLINE_MAIL_FROM',
  'SIGHTLINE_BACKUP_DIR', 'SIGHTLINE_BACKUPS_KEPT', ...SIGN_ON_VARIABLES,
] as const;
const LOOPBACK = ['127.0.0.1', '::1', 'localhost'];

/** Whether only this machine can reach a server that listens on `host`. */
function isLoopback(host: string): boolean {
  return LOOPBACK.includes(host);
}

function parsedUrl(text: string, protocols: readonly string[]): URL | null {
  const url = URL.canParse(text) ? new URL(text) : null;
  return url !== null && protocols.includes(url.protocol) ? url : null;
}

function portFrom(env: Environment, wrong: string[]): number {
  const text = env['PORT'] ?? '3000';
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text);
  wrong.push(`PORT is "${text}": it must be a whole number from 0 to 65535.`);
  return 0;
}

function databaseFrom(env: Environment, wrong: string[]): string | null {
  const text = env['DATABASE_URL'] || null;
  if (text !== null && !/^postgres(ql)?:\/\//.test(text)) {
    wrong.push('DATABASE_URL must begin with postgresql:// (leave it out for the built-in database).');
  } else if (text !== null && !URL.canParse(text.replace('@/', '@socket/'))) {
    // What it says is not repeated: it may hold a password.
    wrong.push('DATABASE_URL cannot be read: write it like postgresql://user:password@host:5432/database, with % codes for special characters in the password.');
  }
  return text;
}

function publicAddressFrom(env: Environment, wrong: string[]): string | null {
  const text = env['SIGHTLINE_PUBLIC_ADDRESS'] || null;
  const host = env['SIGHTLINE_HOST'] || '127.0.0.1';
  if (text === null) {
    if (!isLoopback(host)) {
      wrong.push(`SIGHTLINE_HOST is "${host}", which other machines can reach: set SIGHTLINE_PUBLIC_ADDRESS to the `
        + 'https:// address under which they do.');
    }
    return null;
  }
  const url = parsedUrl(text, ['https:', 'http:']);
  if (url === null || url.pathname !== '/' || url.search !== '') {
    wrong.push('SIGHTLINE_PUBLIC_ADDRESS must be an address without a path, such as https://sightline.council.example.');
    return null;
  }
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    wrong.push('SIGHTLINE_PUBLIC_ADDRESS must begin with https://: only this machine may be reached without it.');
  }
  return url.origin;
}

function levelFrom(env: Environment, wrong: string[]): LogLevel {
  const text = env['SIGHTLINE_LOG_LEVEL'] || 'info';
  const level = LOG_LEVELS.find((known) => known === text);
  if (level === undefined) wrong.push(`SIGHTLINE_LOG_LEVEL is "${text}": it must be one of ${LOG_LEVELS.join(', ')}.`);
  return level ?? 'info';
}

function scanningFrom(env: Environment, publicAddress: string | null, wrong: string[]): Scanning {
  const text = env['SIGHTLINE_VIRUS_SCANNER'] || null;
  if (text === 'none') return 'elsewhere';
  if (text === null) return publicAddress === null || isLoopback(new URL(publicAddress).hostname) ? 'nowhere' : 'missing';
  const path = /^unix:(\/.+)$/.exec(text)?.[1];
  if (path !== undefined) return { path };
  const [, host, port] = /^\[?([^\s/[\]]+?)\]?:(\d{1,5})$/.exec(text) ?? [];
  if (host !== undefined && Number(port) >= 1 && Number(port) <= 65_535) return { host, port: Number(port) };
  wrong.push(`SIGHTLINE_VIRUS_SCANNER is "${text}": it must be the address of clamd, such as 127.0.0.1:3310 or unix:/run/clamav/clamd.ctl, `
    + 'or none where files are checked before they reach this machine.');
  return 'missing';
}

function backupsKeptFrom(env: Environment, wrong: string[]): number {
  const text = env['SIGHTLINE_BACKUPS_KEPT'] || '14';
  if (/^\d{1,4}$/.test(text) && Number(text) > 0) return Number(text);
  wrong.push(`SIGHTLINE_BACKUPS_KEPT is "${text}": it must be a whole number from 1 to 9999.`);
  return 0;
}

function mailFrom(env: Environment, wrong: string[]): MailSettings | null {
  const [server, from] = [env['SIGHTLINE_SMTP_URL'] || null, env['SIGHTLINE_MAIL_FROM'] || null];
  if (server === null && from === null) return null;
  // What it says is not repeated: it may hold a password.
  if (server === null || parsedUrl(server, ['smtp:', 'smtps:']) === null) wrong.push('SIGHTLINE_SMTP_URL must be the address of a mail server, such as smtps://user:password@mail.council.example:465.');
  if (from === null || !/^[^\s@<>]+@[^\s@<>]+$/.test(from)) wrong.push('SIGHTLINE_MAIL_FROM must be the e-mail address from which Sightline writes.');
  return server === null || from === null ? null : { server, from };
}

function unknownSettings(env: Environment): string[] {
  const known: readonly string[] = SETTINGS;
  const given = Object.keys(env).filter((name) => /^SIGHTLINE_(?!TEST_)/.test(name) && !known.includes(name));
  return given.map((name) => {
    const meant = nearest(name, known);
    return `${name} is not a setting.${meant === null ? '' : ` Did you mean ${meant}?`}`;
  });
}

function operatingUser(): string {
  try {
    return userInfo().username;
  } catch {
    return `user ${process.getuid?.() ?? 'unknown'}`;
  }
}

/** The settings in `env`. Throws one `Trouble` that lists everything that is wrong with them. */
export function readConfig(env: Environment = process.env): Config {
  const wrong = unknownSettings(env);
  const publicAddress = publicAddressFrom(env, wrong);
  const config: Config = {
    dataDir: resolve(env['SIGHTLINE_DATA_DIR'] || 'data'),
    databaseUrl: databaseFrom(env, wrong),
    host: env['SIGHTLINE_HOST'] || '127.0.0.1',
    port: portFrom(env, wrong),
    publicAddress,
    logLevel: levelFrom(env, wrong),
    scanning: scanningFrom(env, publicAddress, wrong),
    operator: env['SIGHTLINE_OPERATOR'] || operatingUser(),
    mail: mailFrom(env, wrong),
    signOn: signOnFrom(env, publicAddress, wrong),
    backupDir: env['SIGHTLINE_BACKUP_DIR'] ? resolve(env['SIGHTLINE_BACKUP_DIR']) : null,
    backupsKept: backupsKeptFrom(env, wrong),
  };
  if (wrong.length === 0) return config;
  throw new Trouble(['Sightline cannot start. In the environment:', ...wrong.map((line) => `- ${line}`)].join('\n'), {
    exitCode: 2,
  });
}
