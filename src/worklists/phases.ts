// Phases of education: lists sort and filter by them.

/** Phases of education by national curriculum year (Reception is 0), first and last year of each. */
export const phases = {
  'early-years': { title: 'Early years', years: [-10, -1] },
  'primary': { title: 'Reception to year 6', years: [0, 6] },
  'secondary': { title: 'Years 7 to 11', years: [7, 11] },
  'post-16': { title: 'Years 12 to 14', years: [12, 14] },
  'post-19': { title: 'After year 14', years: [15, 99] },
} as const satisfies Record<string, { title: string; years: readonly [number, number] }>;

export type Phase = keyof typeof phases;
