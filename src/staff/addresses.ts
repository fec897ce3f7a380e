import { address } from '../platform/web-address.ts';

export const firstScreenAddress = address('/');
export const setUpAddress = address('/set-up/:token');
export const setUpCouncilAddress = address('/set-up/:token/council');
export const lookRoundAddress = address('/set-up/:token/look-round');
export const signInAddress = address('/sign-in');
export const choosePersonAddress = address('/sign-in/person');
export const signInCodeAddress = address('/sign-in/code');
export const councilSignInAddress = address('/sign-in/council-account');
export const councilReturnAddress = address('/sign-in/council-account/return');
export const signOutAddress = address('/sign-out');
export const signedOutAddress = address('/signed-out');

export const invitationAddress = address('/invitation/:token');
export const invitationFactorAddress = address('/invitation/:token/second-step');
export const invitationCouncilAddress = address('/invitation/:token/council-account');

export const accountAddress = address('/account');
export const ownPasswordAddress = address('/account/password');
export const ownFactorAddress = address('/account/second-step');
export const recoveryCodesAddress = address('/account/recovery-codes');
export const ownSignInsAddress = address('/account/sign-ins');
export const proveAddress = address('/account/prove');
export const proveCouncilAddress = address('/account/prove/council-account');
export const connectCouncilAddress = address('/account/council-account');

export const keptFormAddress = address('/kept-form');
export const keepFormAddress = address('/kept-form/keep');
export const discardFormAddress = address('/kept-form/discard');

export const administrationAddress = address('/administration');
export const peopleAddress = address('/administration/people');
export const peopleFileAddress = address('/administration/people/file/:format');
export const newPersonAddress = address('/administration/people/new');
export const personAddress = address('/administration/people/:staffId');
export const changePersonAddress = address('/administration/people/:staffId/change');
export const personActAddress = address('/administration/people/:staffId/do/:act');

export const teamsAddress = address('/administration/teams');
export const newTeamAddress = address('/administration/teams/new');
export const teamAddress = address('/administration/teams/:teamId');
export const emergencyReviewAddress = address('/emergency-access/:id');
export const appointGuardianAddress = address('/restricted-records/:childId/guardian');
export const restrictedRecordsAddress = address('/restricted-records');
