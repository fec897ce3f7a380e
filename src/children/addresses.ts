import { address } from '../platform/web-address.ts';

export const findCaseAddress = address('/children');
export const casesFileAddress = address('/children/file/:format');
export const newChildAddress = address('/children/new');
export const newChildFormAddress = address('/children/new/form');
export const caseAddress = address('/children/:childId');
export const timelineAddress = address('/children/:childId/timeline');
export const dataAddress = address('/children/:childId/data');
export const recordAddress = address('/children/:childId/record');
export const whoMaySeeAddress = address('/children/:childId/who-may-see');
export const emergencyAddress = address('/emergency-access');
