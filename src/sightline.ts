// The command line: npm run -s sightline -- COMMAND
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { type Io, type Run, wrongUse } from './platform/command.ts';
import { databaseTrouble } from './platform/database-trouble.ts';
import { nearest } from './platform/nearest.ts';

/** One command: the words that call it, what may follow them, what it does, and its module, loaded when called. */
type Command = { words: string; rest: string; does: string; load: () => Promise<{ run: Run }> };

const commands: readonly Command[] = [
  {
    words: 'import', rest: 'KIND FILE… [--mapping M] [--as-at DAY] [--compare] [--differences FILE] [--dry-run] [--year Y] [--problems FILE]',
    does: 'loads files of the kind sen2-xml, sen2-xlsx, sen2-csv or (with a mapping) tracker, and prints what became of their rows; or compares a tracker with the record, and loads nothing',
    load: () => import('./exchange/import.command.ts'),
  },
  {
    words: 'import rollback', rest: 'BATCH',
    does: 'retracts all that came with a batch; its file may then be loaded again',
    load: () => import('./exchange/import-roll-back.command.ts'),
  },
  {
    words: 'figures', rest: '[--measure ID]… [--window W] [--as-at DAY] [--known-at INSTANT] [--filter K=V]… [--compare]',
    does: 'prints figures, each with those that belong beside it',
    load: () => import('./performance/figures.command.ts'),
  },
  {
    words: 'rows', rest: '--measure ID [--window W] [--as-at DAY] [--known-at INSTANT] [--filter K=V]…',
    does: 'prints the rows behind a figure, without names',
    load: () => import('./performance/rows.command.ts'),
  },
  {
    words: 'changed', rest: '--measure ID --from CODE|INSTANT [--from-window W] [--from-as-at DAY] [--to CODE|INSTANT] [--window W] [--as-at DAY] [--filter K=V]…',
    does: 'prints what changed between two reports of a figure, and the rows that did',
    load: () => import('./performance/what-changed.command.ts'),
  },
  {
    words: 'reports', rest: '[CODE] [--check]',
    does: 'lists the reports that were fixed, prints one as it was kept, or finds any that is not as it was fixed',
    load: () => import('./performance/fixed-report.command.ts'),
  },
  {
    words: 'sen2 measures', rest: 'FILE…',
    does: 'prints the measures of a SEN2 return, without keeping it',
    load: () => import('./performance/sen2-measures.command.ts'),
  },
  {
    words: 'history', rest: 'verify | rebuild [--check] | hash | checkpoint',
    does: 'checks the chain; derives all tables again; prints one hash of all history; makes a checkpoint now',
    load: () => import('./casework/history.command.ts'),
  },
  {
    words: 'deadlines', rest: '--file F [--check]',
    does: 'works out the statutory dates of worked cases, and compares them with what they expect',
    load: () => import('./deadlines/deadlines.command.ts'),
  },
  {
    words: 'statute', rest: 'print',
    does: 'prints the law as this program applies it, for a legal officer to check',
    load: () => import('./statute/statute.command.ts'),
  },
  {
    words: 'rights', rest: 'print',
    does: 'prints who may do what, for an information governance officer to review',
    load: () => import('./staff/rights.command.ts'),
  },
  {
    words: 'staff invite', rest: 'EMAIL',
    does: 'resets how somebody signs in, and prints a link with which they set up again how they sign in',
    load: () => import('./staff/staff.command.ts'),
  },
  {
    words: 'demo', rest: '[--children N | --plans N] [--seed S] [--until DAY] [--service failing|average|good] [--go-on]',
    does: 'fills an empty database with an invented council, of so many children ever known or plans in force; goes on where that was ended',
    load: () => import('./simulation/demo.command.ts'),
  },
  {
    words: 'bench', rest: '[--children N] [--minutes N] [--only memory|demo|import|tracker|return|figures|filters|deadlines|rebuild|start|search|lists|known-at|page|live|steady|nightly]…',
    does: 'measures the program on invented data, each figure beside its floor, in a place of its own',
    load: () => import('./simulation/bench.command.ts'),
  },
  {
    words: 'backup', rest: 'DIR',
    does: 'writes all that is stored into a new folder, as at one instant, whilst others go on working',
    load: () => import('./governance/backup.command.ts'),
  },
  {
    words: 'backup check', rest: 'DIR [--in FOLDER]',
    does: 'restores a backup into a scratch database, compares every table and figure, and leaves nothing behind',
    load: () => import('./governance/backup-check.command.ts'),
  },
  {
    words: 'restore', rest: 'DIR',
    does: 'loads a backup into an empty database, verifies it and compares it with how it stood',
    load: () => import('./governance/restore.command.ts'),
  },
  {
    words: 'doctor', rest: '',
    does: 'reads back the settings, and names what is unsafe',
    load: () => import('./governance/doctor.command.ts'),
  },
];

const HEAD = `Usage: npm run -s sightline -- COMMAND [OPTIONS]

Every command takes --json (one JSON document on standard output and nothing else there) and --help.
It ends with 0 if all that was asked was done, 1 for a finding, 2 for wrong use.
`;

/** How each command's module is loaded. */
export function commandModules(): Command['load'][] {
  return commands.map(({ load }) => load);
}

function helpOf(some: readonly Command[]): string {
  return some.map(({ words, rest, does }) => `  ${`${words} ${rest}`.trim()}\n      ${does}`).join('\n');
}

function unknown(args: readonly string[]): Error {
  const given = args.filter((word) => !word.startsWith('-')).slice(0, 2).join(' ') || String(args[0]);
  const known = commands.map(({ words }) => words);
  const meant = nearest(given, known) ?? nearest(String(args[0]), known);
  const advice = meant === null ? 'Run it with --help for the list.' : `Did you mean "${meant}"?`;
  return wrongUse(`There is no command "${given}". ${advice}`);
}

// The command whose words the arguments begin with; of several, the longest.
function commandOf(args: readonly string[]): Command | null {
  const line = `${args.join(' ')} `;
  const found = commands.filter(({ words }) => line.startsWith(`${words} `));
  return found.sort((a, b) => b.words.length - a.words.length)[0] ?? null;
}

async function dispatch(args: string[], io: Io): Promise<number> {
  const [first] = args;
  if (first === undefined || first === '--help' || first === 'help') {
    const help = `${HEAD}\n${helpOf(commands)}`;
    if (first === undefined) throw wrongUse(help);
    io.out(help);
    return 0;
  }
  const command = commandOf(args);
  if (command === null) throw unknown(args);
  if (args.includes('--help')) {
    io.out(helpOf([command]));
    return 0;
  }
  const { run } = await command.load();
  return run(args.slice(command.words.split(' ').length), io);
}

/**
 * Runs one command line and returns its exit code. Troubles from outside (a file, an option, the database) are told in
 * one message on `io.err`; what is thrown else is a defect.
 */
export async function sightline(args: string[], io: Io): Promise<number> {
  try {
    return await dispatch(args, io);
  } catch (error) {
    const trouble = databaseTrouble(error);
    if (trouble === null) throw error;
    io.err(trouble.message);
    return trouble.exitCode;
  }
}

function line(text: string): string {
  return text.endsWith('\n') ? text : `${text}\n`;
}

if (import.meta.main) {
  enableCompileCache(join(import.meta.dirname, '..', '.cache', 'compiled'));
  // Whoever reads our output may stop reading (head, say): then there is nobody left to tell.
  process.stdout.on('error', () => process.exit(0));
  const io = {
    out: (text: string) => void process.stdout.write(line(text)),
    err: (text: string) => void process.stderr.write(line(text)),
  };
  process.exitCode = await sightline(process.argv.slice(2), io);
}
