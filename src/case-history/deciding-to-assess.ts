// The notices that answer a request, and what leads the authority to decide anew.

/** What leads the authority to decide anew after it refused: an order, an agreement, or that it gave way. */
export const released: readonly string[] = ['TRIBUNAL_ORDER_MADE', 'MEDIATION_AGREEMENT_SIGNED', 'LA_NOTIFIED_TRIBUNAL_UNOPPOSED', 'LA_CONCEDED_INFORMALLY'];

/** The notice by which a request is granted. */
export const toAssess = 'DECISION_TO_ASSESS_NOTIFIED';

/** The notice by which it is refused. */
export const notToAssess = 'DECISION_NOT_TO_ASSESS_NOTIFIED';
