// Opening a restricted record in an emergency: exact words, a purpose, a reason, and proof of who one is (SEC-25, SEC-37).
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { emergencyPurposes } from '../casework/emergency.ts';
import { hasStandingAccess, openedWith, openInEmergency } from '../casework/emergency.sql.ts';
import { caseAddress, emergencyAddress, findCaseAddress } from '../children/addresses.ts';
import { whole } from '../platform/database.ts';
import { typedWords } from '../platform/shown-text.ts';
import type { FieldError } from '../platform/web-form.ts';
import { type Answer, page, type PageRequest, post, type Route } from '../platform/web-route.ts';
import { recordView } from '../staff/access.sql.ts';
import { askForProof } from '../staff/proof.sql.ts';
import { may } from '../staff/rights.ts';
import { restrictedNamed } from './emergency.sql.ts';

const who = may('open-in-emergency');
const CHOOSE = 'Choose what you need it for';
const form = z.object({
  operation: z.uuid(), words: z.string().trim().min(1, 'Enter a case reference, UPN or ULN, or a full name and date of birth').max(200, 'Enter 200 characters or fewer'),
  purpose: z.enum(Object.keys(emergencyPurposes) as [keyof typeof emergencyPurposes], CHOOSE),
  reason: typedWords('Enter the reason in 20 characters or more', 2000, 'Enter 2,000 characters or fewer', 20),
});
type Request<Form> = PageRequest<string, typeof who, object, Form>;

/** The form that opens a restricted record in an emergency. */
export const emergencyRoutes: readonly Route[] = [
  page({ address: emergencyAddress, who, answer: async (request) => (await askForProof(request.db, request, emergencyAddress())) ?? formPage({}, [], await hasStandingAccess(request.db, request.viewer)) }),
  post({ address: emergencyAddress, who, form, answer: receive }),
];

const STANDING = { purpose: 'STANDING', reason: emergencyPurposes.STANDING } as const;

function formPage(typed: Readonly<Record<string, unknown>>, errors: readonly FieldError[], standing: boolean): Extract<Answer, { page: string }> {
  const text = (field: string): string => String(typed[field] ?? '');
  const purposes = Object.entries(emergencyPurposes).filter(([value]) => value !== STANDING.purpose).map(([value, label]) => ({ value, text: label, checked: value === text('purpose') }));
  return {
    page: 'governance/emergency.njk', shows: 'nobody',
    model: { action: emergencyAddress(), operation: text('operation') || randomUUID(), words: text('words'), reason: text('reason'), purposes, standing: standing ? STANDING : null, errors, back: { href: findCaseAddress(), text: 'Cases' } },
  };
}

async function receive(request: Request<z.infer<typeof form>>): Promise<Answer> {
  const { db, viewer, form: given, now } = request;
  const standing = await hasStandingAccess(db, viewer);
  if (!given.ok) return formPage(given.typed, given.errors, standing);
  if (given.values.purpose === STANDING.purpose && !standing) return formPage(given.typed, [{ field: 'purpose', message: CHOOSE }], standing);
  // Before anything is looked up: nobody learns whether there is such a record who has not shown who they are.
  const proof = await askForProof(db, request, { address: emergencyAddress(), fields: given.typed });
  if (proof !== null) return proof;
  const { operation: id, words, purpose, reason } = given.values;
  const before = await openedWith(db, viewer, id);
  if (before !== null) return { goTo: caseAddress({ childId: before }) };
  const { opens, named } = await restrictedNamed(db, viewer, words, now);
  if (opens === null) return { ...formPage(given.typed, [{ field: 'words', message: NONE }], standing), shows: { what: 'emergency access refused', children: named, criteria: words } };
  await whole(db, async (tx) => {
    await openInEmergency(tx, viewer, { id, child: opens, purpose, reason }, now);
    await recordView(tx, viewer, { what: 'opened', route: 'POST /emergency-access', children: [opens], criteria: words, now });
  });
  return { goTo: caseAddress({ childId: opens }), notice: 'The record is open to you for four hours. The record guardian is told.' };
}

const NONE = 'No record that you could open here has this reference, number, or name and date of birth. Check it; if you see the record under Cases, you need nothing more. Otherwise ask your manager';
