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
    title: 'Reset how they sign in', button: 'Reset and make a link',
    what: 'For somebody who has lost their telephone and has no recovery codes, or who has another council account. Make sure that it is them who asks. Their password, second step and connection to a council account are taken away, they are signed out everywhere, and you get a link with which they set up again how they sign in.',
  },
  'end-sign-ins': { title: 'Sign them out everywhere', what: 'They can sign in again.', button: 'Sign them out' },
  'disable': { title: 'Disable', what: 'They are signed out at once and cannot sign in. What they recorded stays in their name.', button: 'Disable' },
  'enable': { title: 'Enable', what: 'They can sign in again, as they did.', button: 'Enable' },
};

/** What can be done about somebody, each with its words. In an invented council nobody has a password or second step. */
export function actsFor({ disabled, secondFactor, councilAccount }: { disabled: boolean; secondFactor: boolean; councilAccount: boolean }, council: string): ActWords[] {
  const ofCouncil: Act[] = council !== 'real' ? [] : secondFactor || councilAccount ? ['reset'] : ['invite'];
  const acts: readonly Act[] = disabled ? ['enable'] : [...ofCouncil, 'end-sign-ins', 'disable'];
  return acts.map((act) => ({ act, ...words[act] }));
}
