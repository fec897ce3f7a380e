import { fileURLToPath } from 'node:url';
import nunjucks from 'nunjucks';
import type { FieldError } from '../web-form.ts';
import { tableOf } from './charts/chart.ts';
import { drawChart } from './charts/draw.ts';
import * as format from './format.ts';
import { momentText, shortMomentText, timeText } from './moment.ts';
import { qrCode } from './qr-code.ts';

const source = fileURLToPath(new URL('../../', import.meta.url));
const modules = fileURLToPath(new URL('../../../node_modules/', import.meta.url));

/** Renders the template at a path inside `src` (`staff/sign-in.njk`) with the names it needs. */
export type Render = (template: string, names: object) => string;

/**
 * The templates of all pages. They escape everything; they find our own files by their path in `src`, and the
 * GOV.UK and MoJ macros as `govuk/…` and `moj/…`. Filters: see `format.ts`.
 */
export function openTemplates(): Render {
  const folders = [source, `${modules}govuk-frontend/dist`, `${modules}@ministryofjustice/frontend`];
  const environment = new nunjucks.Environment(new nunjucks.FileSystemLoader(folders), {
    autoescape: true,
    trimBlocks: true,
    lstripBlocks: true,
  });
  for (const [name, filter] of Object.entries(filters)) environment.addFilter(name, filter);
  environment.addGlobal('drawChart', drawChart);
  environment.addGlobal('chartTable', tableOf);
  environment.addGlobal('qrCode', qrCode);
  environment.addGlobal('errorFor', errorFor);
  return (template, names) => environment.render(template, names);
}

const filters = {
  day: format.dayText,
  shortDay: format.shortDayText,
  month: format.monthText,
  time: timeText,
  moment: momentText,
  shortMoment: shortMomentText,
  number: format.numberText,
  percent: format.percentText,
  share: format.shareText,
  count: format.countText,
  initials: format.initialsText,
  errorList,
};

/** The `errorMessage` of a GOV.UK field macro: what is wrong with this field, or nothing. */
function errorFor(errors: readonly FieldError[] | undefined, field: string): { text: string } | undefined {
  const found = errors?.find((error) => error.field === field);
  return found === undefined ? undefined : { text: found.message };
}

/** The errors as the error summary macro lists them: each leads to its field, whose id is its name. */
function errorList(errors: readonly FieldError[]): { text: string; href?: string }[] {
  return errors.map(({ field, message }) => (field === '' ? { text: message } : { text: message, href: `#${field}` }));
}
