/** Somebody who is to get cases, and how many they have now. */
export interface Load {
  readonly caseworker: string;
  readonly cases: number;
}

/**
 * Shares cases among caseworkers so that their caseloads come as close to each other as they can: each case in turn goes
 * to whoever then has fewest, and of these to the one named first. Says for each case, in the order given, who gets it.
 */
export function shareEvenly(cases: readonly string[], loads: readonly Load[]): { child: string; to: string }[] {
  const now = loads.map((load) => ({ ...load }));
  return cases.flatMap((child) => {
    const [least] = now.filter(({ cases: held }) => held === Math.min(...now.map((one) => one.cases)));
    if (least === undefined) return [];
    least.cases += 1;
    return [{ child, to: least.caseworker }];
  });
}
