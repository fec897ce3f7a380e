import { address } from '../platform/web-address.ts';

export const restrictionActAddress = address('/children/:childId/who-may-see/:act');
export const conflictAddress = address('/children/:childId/conflict-of-interest');
