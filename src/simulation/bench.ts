// What a measurement comes to: a figure beside its floor, and whether it keeps within what is allowed.

export type Unit = 'ms' | 's' | 'MB';

/** Something measured. The floor is the least that the same work could take, measured in the same run. */
export interface Measured {
  readonly name: string;
  readonly unit: Unit;
  readonly figure: number;
  readonly floor: number;
  /** What was done to find the floor. */
  readonly floorIs: string;
  /** The most that the figure may be, and the most times the floor; left out where none is set. */
  readonly most?: { readonly figure?: number; readonly ratio?: number };
  /** What else is worth knowing of it, in a few words. */
  readonly note?: string;
}

export interface Verdict extends Measured {
  readonly ratio: number;
  /** Null where nothing is set. */
  readonly holds: boolean | null;
}

/** Holds the figure against its floor and what is allowed. */
export function judge(measured: Measured): Verdict {
  const { figure, floor, most } = measured;
  const ratio = floor === 0 ? Infinity : figure / floor;
  const holds = most === undefined ? null : figure <= (most.figure ?? Infinity) && ratio <= (most.ratio ?? Infinity);
  return { ...measured, ratio, holds };
}

/** The middle one; of an even number, the lower of the two in the middle. Not for none. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** The least of `values` that a share of them does not exceed. Not for none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] as number;
}

const round = (value: number): string => (value >= 100 ? String(Math.round(value)) : String(Number(value.toPrecision(3))));

function allowed({ most, unit }: Measured): string {
  if (most === undefined) return '';
  const parts = [
    ...(most.ratio === undefined ? [] : [`${most.ratio} times the floor`]),
    ...(most.figure === undefined ? [] : [`${most.figure} ${unit}`]),
  ];
  return `at most ${parts.join(' and ')}`;
}

/** One line for a person. */
export function lineOf(verdict: Verdict): string {
  const { name, figure, floor, floorIs, ratio, unit, holds, note } = verdict;
  const judged = holds === null ? '' : holds ? 'holds: ' : 'NOT MET: ';
  const more = note === undefined ? '' : `; ${note}`;
  return `${name.padEnd(44)}${`${round(figure)} ${unit}`.padStart(10)}  floor ${`${round(floor)} ${unit}`.padStart(9)}  `
    + `ratio ${round(ratio).padStart(6)}  ${judged}${allowed(verdict)} (floor: ${floorIs}${more})`;
}
