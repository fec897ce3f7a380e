/** Another system of the council that pages link to; `{upn}` in the address stands for a number of the child. */
export interface OtherSystem {
  readonly name: string;
  readonly address: string;
}
