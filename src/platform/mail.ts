// Sending e-mail through a council's own mail server.
import { createTransport } from 'nodemailer';
import type { MailSettings } from './config.ts';

/** A letter in plain text, without anything personal in it: e-mail crosses networks that nobody here controls. */
export interface Letter {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** The same for the same letter: mail systems that see it twice can tell. Without angle brackets. */
  readonly messageId: string;
}

/**
 * What became of a letter. `unknown`: the connection broke when the server may have taken it. SMTP has no way to ask
 * later, so whoever must not send twice does not send again.
 */
export type Delivery = 'sent' | 'not-sent' | 'unknown';

const LOOPBACK = ['127.0.0.1', '[::1]', 'localhost'];
const SECONDS = 1000;

/** Hands a letter to the mail server. What the server refuses, or a server that is not there, is an outcome. */
export async function sendLetter({ server, from }: MailSettings, { to, subject, text, messageId }: Letter): Promise<Delivery> {
  const url = new URL(server);
  const secure = url.protocol === 'smtps:';
  const user = decodeURIComponent(url.username);
  const transport = createTransport({
    host: url.hostname.replaceAll(/[[\]]/g, ''), port: Number(url.port || (secure ? 465 : 587)), secure,
    // Beyond this machine nothing goes unencrypted.
    requireTLS: !secure && !LOOPBACK.includes(url.hostname), ...(user === '' ? {} : { auth: { user, pass: decodeURIComponent(url.password) } }),
    connectionTimeout: 10 * SECONDS, greetingTimeout: 10 * SECONDS, socketTimeout: 60 * SECONDS, disableFileAccess: true, disableUrlAccess: true,
  });
  try {
    await transport.sendMail({ from, to, subject, text, messageId: `<${messageId}>` });
    return 'sent';
  } catch (error) {
    return surelyNotSent(error) ? 'not-sent' : 'unknown';
  } finally {
    transport.close();
  }
}

/** The server answered no, or there was never a connection on which it could have taken the letter. */
function surelyNotSent(error: unknown): boolean {
  const { responseCode, code, syscall } = error as { responseCode?: number; code?: string; syscall?: string };
  return typeof responseCode === 'number' || syscall === 'connect' || ['EDNS', 'EAUTH', 'ETLS', 'EENVELOPE'].includes(code ?? '');
}
