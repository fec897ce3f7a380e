import type { HelpGroup } from './topic.ts';

/** Help about coming in and one's own account. */
export const accountTopics: HelpGroup = {
  title: 'Signing in and your account',
  topics: [
    {
      topic: 'sign-in', title: 'Signing in', pages: ['/sign-in', '/sign-in/code', '/signed-out', '/sign-in/council-account', '/sign-in/council-account/return'],
      what: 'You sign in with your council account where your council has set that up; else with your e-mail address, your password, and a code from an app on your telephone.',
      steps: [],
      notes: ['If your council account is not taken, the page says why: most often it was opened without a second step, or is not connected to you yet.', 'If you have lost your telephone, use one of your recovery codes.', 'If you have lost these too, or your password, ask your administrator for a new link.', 'After ten wrong answers you have to wait for some minutes. If you have to wait because somebody else tries at your account, sign in where you usually do, or ask your administrator for a new link.'],
      words: ['council account', 'second step'],
    },
    {
      topic: 'invitation', title: 'Coming in for the first time', pages: ['/invitation/:token', '/invitation/:token/second-step', '/invitation/:token/council-account'],
      what: 'The link from your administrator lets you connect your council account, or choose a password and set up the second step. It works once, for seven days.',
      steps: [],
      notes: ['Three words that do not belong together make a good password.', 'Scan the square picture with an authenticator app, or type the letters below it.', 'Keep the recovery codes away from your telephone.'],
      words: ['invitation', 'council account', 'second step'],
    },
    {
      topic: 'account', title: 'Your account', pages: ['/account', '/account/password', '/account/second-step', '/account/recovery-codes', '/account/prove', '/account/council-account', '/account/prove/council-account'],
      what: 'Your council account, your password, your second step, your recovery codes, and where you are signed in.',
      steps: [],
      notes: ['End a sign-in that you do not know, then change your password.', 'Before a change you are asked once more that it is you.'],
      words: ['council account', 'second step', 'proof'],
    },
    {
      topic: 'kept-form', title: 'What you had typed', pages: ['/kept-form'],
      what: 'What you had typed when your sign-in had ended. It is kept for you alone, for an hour.',
      steps: [],
      notes: ['Send it again, or throw it away. Files have to be chosen again.'],
      words: ['kept form'],
    },
    {
      topic: 'set-up', title: 'Setting up Sightline', pages: ['/', '/set-up/:token', '/set-up/:token/council', '/invented-council'],
      what: 'The first steps of an installation: your own council, or an invented one to look round.',
      steps: [],
      notes: ['The link is printed where Sightline was started. It works once.', 'A database of an invented council can never hold real children.'],
      words: ['demo, real'],
    },
    {
      topic: 'notes', title: 'The pages at the foot of each page', pages: ['/help', '/help/glossary', '/help/:topic', '/privacy', '/accessibility', '/data-notes'],
      what: 'Help, privacy, the accessibility statement and the page about the data. They are in the same place on every page.',
      steps: [],
      notes: ['“Help” always leads to help about the page that you are on.', '“About the data” lists what was loaded and when, its balance, and what is not recorded.'],
      words: ['balance', 'not recorded'],
    },
  ],
};
