import { address } from '../platform/web-address.ts';

export const myWorkAddress = address('/my-work');
export const myWorkFileAddress = address('/my-work/file/:format');
export const teamAddress = address('/team');
export const teamCasesAddress = address('/team/cases');
export const teamChoiceAddress = address('/team/cases/allocate');
export const teamFileAddress = address('/team/cases/file/:format');
export const shareAddress = address('/team/share');
export const allocationAddress = address('/allocations/:allocation');
export const savedViewsAddress = address('/views/:list');
export const adviceAddress = address('/advice');
export const adviceFileAddress = address('/advice/file/:format');
export const alertsAddress = address('/alerts');
export const snoozeAddress = address('/alerts/put-off/:childId');
export const mailAddress = address('/alerts/mail');
export const calendarAddress = address('/calendar/:file');
