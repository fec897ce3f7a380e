import { address } from '../platform/web-address.ts';

export const backupsAddress = address('/backups');
