import { Logger } from 'graphile-worker';

/** A logger for graphile-worker that passes on warnings and errors only; its messages name jobs, never their content. */
export function queueLogger(say: (remark: string) => void): Logger {
  return new Logger(() => (level, message) => {
    if (level === 'error' || level === 'warning') say(message);
  });
}
