import { address } from '../platform/web-address.ts';

export const firstScreenAddress = address('/');
export const setUpAddress = address('/set-up/:token');
export const setUpCouncilAddress = address('/set-up/:token/council');
export const lookRoundAddress = address('/set-up/:token/look-round');
export const signInAddress = address('/sign-in');
export const choosePersonAddress = address('/sign-in/person');
export const signOutAddress = address('/sign-out');
export const signedOutAddress = address('/signed-out');
