import { address } from '../platform/web-address.ts';

export const largeDownloadsAddress = address('/large-downloads');
export const newLargeDownloadAddress = address('/large-downloads/new');
export const largeDownloadAddress = address('/large-downloads/:id');
