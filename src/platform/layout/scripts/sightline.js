// Everything here only improves pages that work without it.
import { initAll as initGovuk } from 'govuk-frontend';
import { initAll as initMoj } from '@ministryofjustice/frontend';
import { keepLive } from './live.js';
import { keepFresh } from './refresh.js';
import { selectAll } from './select-all.js';
import { warnOfTimeOut } from './time-out.js';

initGovuk();
initMoj();
warnOfTimeOut(document.querySelector('#time-out'));
for (const part of document.querySelectorAll('[data-refresh-seconds]')) keepFresh(part);
for (const heading of document.querySelectorAll('[data-select-all]')) selectAll(heading);
for (const page of document.querySelectorAll('[data-live]')) keepLive(page);
