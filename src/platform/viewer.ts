/** Who is asking. Every query that names a person takes `(db, viewer, …)`, so that no such query exists without one. */
export interface Viewer {
  /** A staff id; for the command line, the name of the operator. */
  readonly staffId: string;
  readonly name: string;
  /** The title of the role in plain words. */
  readonly role: string;
  /** Names of the rights held; `staff/rights.ts` says which role has which. */
  readonly rights: ReadonlySet<string>;
}
