// What an order, a notice that an appeal is not opposed, or a mediation agreement makes the authority do.

/** An effect names a row of the table in `orders.ts`; COMPLY_OTHER is an agreement on what cannot be appealed. */
export type Effect = 'ASSESS' | 'MAKE_PLAN' | 'RECONSIDER' | 'AMEND' | 'NAME' | 'MAINTAIN' | 'CEASE' | 'COMPLY_OTHER';

const byOrder: Readonly<Record<string, readonly Effect[]>> = {
  ASSESS: ['ASSESS'], MAKE_PLAN: ['MAKE_PLAN'], RECONSIDER: ['RECONSIDER'], AMEND: ['AMEND'], NAME: ['NAME'], MAINTAIN: ['MAINTAIN'],
  MAINTAIN_AMEND: ['MAINTAIN', 'AMEND'], CEASE_UPHELD: ['CEASE'],
};

/** Effects of an order by its code; none for OTHER. */
export function effectsOfOrder(order: string | null): readonly Effect[] {
  return byOrder[order ?? ''] ?? [];
}

/**
 * Effects of not opposing an appeal, by the paragraphs of section 51(2) of the Children and Families Act 2014 named in
 * `appeal`, for example "51(2)(c)(i)". Section I together with other contents is amending (regulation 45).
 */
export function effectsOfAppeal(appeal: string): readonly Effect[] {
  const text = appeal.toLowerCase().replace(/51\s*\(2\)/g, '').replace(/\s/g, '');
  if (/\((a|d)\)/.test(text)) return ['ASSESS'];
  if (/\(b\)/.test(text)) return ['MAKE_PLAN'];
  if (/\(f\)/.test(text)) return /\((c|e)\)/.test(text) ? ['MAINTAIN', 'AMEND'] : ['MAINTAIN'];
  if (/\((i|ii|e)\)/.test(text)) return ['AMEND'];
  if (/\((iii|iv)\)/.test(text)) return ['NAME'];
  return /\(c\)/.test(text) ? ['AMEND'] : [];
}

/** Effects of a mediation agreement: as an order where the matter could be appealed (regulation 42). */
export function effectsOfAgreement(effect: string | null, appealable: boolean | null): readonly Effect[] {
  const effects = effectsOfOrder(effect);
  return appealable === false || (effects.length === 0 && appealable !== true) ? ['COMPLY_OTHER'] : effects;
}
