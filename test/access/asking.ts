// Asking as somebody, and what the access log has of it.
import { sql } from 'kysely';
import type { LightMyRequestResponse } from 'fastify';
import { formToken } from '../../src/platform/web-form.ts';
import type { Database } from '../../src/platform/database.ts';
import type { Visitor } from '../visitor.ts';

/** An entry of the access log. */
export interface Entered {
  readonly what: string;
  readonly route: string;
  readonly children: readonly string[];
}

/** The form token of a visitor, as every page of theirs has it. */
export const tokenOf = (visitor: Visitor): string => formToken(visitor.cookie.split('=')[1] ?? '');

/** Posts a form as a page of theirs would send it. */
export function send(visitor: Visitor, url: string, fields: Record<string, string>): Promise<LightMyRequestResponse> {
  return visitor.post(url, { token: tokenOf(visitor), ...fields });
}

/** Asks, and reads what was entered of it: before the answer came, so it is all there. */
export async function entering(db: Database, visitor: Visitor, ask: () => Promise<LightMyRequestResponse>): Promise<{ answer: LightMyRequestResponse; entered: Entered[] }> {
  const { rows: [last] } = await sql<{ id: string }>`SELECT coalesce(max(id), 0)::text AS id FROM access_view`.execute(db);
  const answer = await ask();
  const { rows: entered } = await sql<Entered>`
    SELECT what, route, array(SELECT child_id::text FROM access_child WHERE view_id = access_view.id) AS children
    FROM access_view WHERE id > ${last?.id ?? '0'}::bigint AND viewer = ${visitor.staffId} ORDER BY id`.execute(db);
  return { answer, entered };
}

/** An answer without what is new in every answer: the reference, the nonce, the token of its forms, the date, what is left of the sign-in. */
export function lasting({ statusCode, headers, body }: LightMyRequestResponse): { statusCode: number; headers: Record<string, unknown>; body: string } {
  const { date: _date, 'x-seconds-left': _left, 'content-security-policy': policy, ...others } = headers;
  return {
    statusCode, headers: { ...others, 'content-security-policy': String(policy).replace(/'nonce-[^']+'/, "'nonce'") },
    body: body.replaceAll(/nonce="[^"]*"/g, 'nonce').replaceAll(/name="token" value="[^"]*"/g, 'token').replaceAll(/<strong class="sl-reference">[^<]*/g, 'reference').replaceAll(/data-seconds-left="\d+"/g, ''),
  };
}
