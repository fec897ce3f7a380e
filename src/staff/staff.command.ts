// staff invite EMAIL [--json]: the way back in where no administrator can help, for whoever runs the server.
import { ownDerive } from '../casework/own-derive.file.ts';
import { instantNow } from '../platform/clock.ts';
import { inHouse, type Io, printJson, readArguments } from '../platform/command.ts';
import { newToken } from '../platform/web-cookie.ts';
import { invitationAddress } from './addresses.ts';
import { resetFactor } from './invitation.sql.ts';
import { accountByEmail } from './sign-in.sql.ts';
import { installationOf } from './installation.sql.ts';

/**
 * Takes somebody's password, second step and council account away and prints a link with which they set up again how they sign in. 0 when done, 1 where
 * nobody who may sign in has the address, or the council is invented.
 */
export async function run(args: string[], io: Io): Promise<number> {
  const { values, positionals } = readArguments(args, { json: { type: 'boolean' } }, ['EMAIL']);
  const [email = ''] = positionals;
  return inHouse(io, async ({ config, database }) => {
    const db = database('app');
    const person = (await installationOf(db))?.kind === 'real' ? await accountByEmail(db, email) : null;
    if (person === null) {
      io.err('Nobody who may sign in has this e-mail address here.');
      return 1;
    }
    const token = newToken();
    const reason = 'Invited again from the command line';
    await resetFactor(db, { derive: ownDerive(), by: config.operator }, { token, now: instantNow() }, { staffId: person.id, reason });
    const link = `${config.publicAddress ?? `http://127.0.0.1:${config.port}`}${invitationAddress({ token })}`;
    if (values.json === true) printJson(io, { link });
    else io.out(`Give this link to the person with the address ${email} and nobody else. It works once, for 7 days:\n\n  ${link}\n`);
    return 0;
  });
}
