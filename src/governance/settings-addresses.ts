import { address } from '../platform/web-address.ts';

export const settingsAddress = address('/administration/settings');
export const councilNameAddress = address('/administration/settings/council');
export const signInLimitsAddress = address('/administration/settings/sign-ins');
export const alertDaysAddress = address('/administration/settings/alerts');
export const outOfHoursAddress = address('/administration/settings/out-of-hours');
export const otherSystemsAddress = address('/administration/settings/other-systems');
export const readingAddress = address('/administration/settings/readings/:name');
