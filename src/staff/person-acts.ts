// What administrators can do about somebody's way in.

export type Act = 'invite' | 'reset' | 'end-sign-ins' | 'disable' | 'enable';

interface ActWords {
  readonly act: Act;
  readonly title: string;
  /** What will happen, in a sentence or two. */
  readonly what: string;
  readonly button: string;
}

const words: Readonly<Record<Act, Omit<ActWords, 'act'>>> = {
  'invite': { title: 'Make a new invitation', what: 'You get a new link to pass on to them. Any link before it stops working.', button: 'Make the link' },
  'reset': {
    title: 'Reset password and second step', button: 'Reset and make a link',
    what: 'For somebody who has lost their telephone and has no recovery codes. Make sure that it is them who asks. They are signed out everywhere, and you get a link with which they choose a password and set up the second step again.',
  },
  'end-sign-ins': { title: 'Sign them out everywhere', what: 'They can sign in again.', button: 'Sign them out' },
  'disable': { title: 'Disable', what: 'They are signed out at once and cannot sign in. What they recorded stays in their name.', button: 'Disable' },
  'enable': { title: 'Enable', what: 'They can sign in again, with the password and second step that they had.', button: 'Enable' },
};

/** What can be done about somebody, each with its words. In an invented council nobody has a password or second step. */
export function actsFor({ disabled, secondFactor }: { disabled: boolean; secondFactor: boolean }, council: string): ActWords[] {
  const ofCouncil: Act[] = council !== 'real' ? [] : secondFactor ? ['reset'] : ['invite'];
  const acts: readonly Act[] = disabled ? ['enable'] : [...ofCouncil, 'end-sign-ins', 'disable'];
  return acts.map((act) => ({ act, ...words[act] }));
}
