/** Who is asking. Every query that names a person takes `(db, viewer, …)`, so that no such query exists without one. */
export interface Viewer {
  /** A staff id; for the command line, the name of the operator. */
  readonly staffId: string;
  readonly name: string;
  /** The title of the role in plain words. */
  readonly role: string;
  /** Names of the rights held; `staff/rights.ts` says which role has which, and so of the three sets below. */
  readonly rights: ReadonlySet<string>;
  readonly teamId: string | null;
  /** How they may stand to the records that they see, and to those in which they record. */
  readonly sees: ReadonlySet<string>;
  readonly records: ReadonlySet<string>;
  /** The classes of fields that they see. */
  readonly fields: ReadonlySet<string>;
  /** Set for whoever works at the server itself, whose files hold every record anyhow: no record is closed to them. */
  readonly operator?: true;
}

/** The operator of the command line, named as the access log is to have it. */
export function operatorNamed(name: string): Viewer {
  const none = new Set<string>();
  return { staffId: name, name, role: 'Operator', rights: none, teamId: null, sees: none, records: none, fields: none, operator: true };
}
