/** What tells whether somebody can sign in. */
export interface Standing {
  readonly disabled: boolean;
  readonly secondFactor: boolean;
  readonly councilAccount: boolean;
  /** Until when an invitation that was not used works, or worked; null without one. */
  readonly invitedUntil: string | null;
}

/** Whether somebody can sign in, in words, with the colour of a tag where it needs an eye. */
export function personState({ disabled, secondFactor, councilAccount, invitedUntil }: Standing, now: string): { text: string; tag: string | null } {
  if (disabled) return { text: 'Disabled', tag: 'grey' };
  if (secondFactor || councilAccount) return { text: 'Can sign in', tag: null };
  if (invitedUntil === null) return { text: 'Not invited', tag: 'yellow' };
  return invitedUntil > now ? { text: 'Invited', tag: 'blue' } : { text: 'Invitation ended', tag: 'yellow' };
}
