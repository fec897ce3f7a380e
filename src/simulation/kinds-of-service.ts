// What sets a failing service apart from an average and a good one: people in post for the work that comes, how long a
// wait is borne before agency staff are bought in, and what is done first. What follows from it is not set here.

/** Those who do one kind of work. */
export interface Staffing {
  /** Work that the people in post can do in a year, as a share of the year's usual work. */
  readonly posts: number;
  /** Weeks of work in the backlog that are borne before agency staff help. */
  readonly borne: number;
  /** Share of their time given to cases that can still be in time; the rest goes to those who waited longest. */
  readonly inTimeFirst: number;
}

/** A council's service. */
export interface KindOfService {
  /** The panel that decides whether to assess. */
  readonly panel: Staffing;
  readonly psychologists: Staffing;
  /** Caseworkers who write plans. */
  readonly plans: Staffing;
  /** Those who decide and write after reviews. */
  readonly reviews: Staffing;
  readonly transfers: Staffing;
  /** Days in which advice comes from schools, health and social care, as a share of the usual. */
  readonly partners: number;
  /** Mediations and appeals against the usual: at most 1.3 times. */
  readonly disputed: number;
  /** Of review meetings due, the share that is held (or heard of) in its year. */
  readonly meetingsHeld: number;
  /** Of children to be placed, the share for whom no setting is found at first. */
  readonly hardToPlace: number;
  /** Of entries, the share recorded days or weeks late. */
  readonly recordedLate: number;
}

/** The services to choose from. */
export const kindsOfService = {
  failing: {
    panel: { posts: 0.97, borne: 2, inTimeFirst: 0.3 },
    psychologists: { posts: 0.8, borne: 14, inTimeFirst: 0.25 },
    plans: { posts: 0.95, borne: 2.5, inTimeFirst: 0.4 },
    reviews: { posts: 0.75, borne: 20, inTimeFirst: 0.15 },
    transfers: { posts: 1, borne: 30, inTimeFirst: 1 },
    partners: 1.35, disputed: 1.3, meetingsHeld: 0.36, hardToPlace: 0.12, recordedLate: 0.35,
  },
  average: {
    panel: { posts: 1.05, borne: 1, inTimeFirst: 0.7 },
    psychologists: { posts: 0.94, borne: 4, inTimeFirst: 0.65 },
    plans: { posts: 1, borne: 1.2, inTimeFirst: 0.7 },
    reviews: { posts: 0.9, borne: 9, inTimeFirst: 0.4 },
    transfers: { posts: 1.8, borne: 20, inTimeFirst: 1 },
    partners: 1, disputed: 1, meetingsHeld: 0.48, hardToPlace: 0.07, recordedLate: 0.2,
  },
  good: {
    panel: { posts: 1.4, borne: 0.2, inTimeFirst: 1 },
    psychologists: { posts: 1.3, borne: 0.5, inTimeFirst: 1 },
    plans: { posts: 1.35, borne: 0.4, inTimeFirst: 1 },
    reviews: { posts: 1.15, borne: 1, inTimeFirst: 1 },
    transfers: { posts: 3, borne: 4, inTimeFirst: 1 },
    partners: 0.68, disputed: 0.4, meetingsHeld: 0.85, hardToPlace: 0.02, recordedLate: 0.08,
  },
} as const satisfies Record<string, KindOfService>;

/** A name of `kindsOfService`. */
export type ServiceName = keyof typeof kindsOfService;

/** Whether a text names a kind of service. */
export function isService(text: string): text is ServiceName {
  return Object.hasOwn(kindsOfService, text);
}
