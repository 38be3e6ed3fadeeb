/** A release of Trino that tests can run. */
export interface Release {
  readonly version: string;
  /** The oldest Java that runs it. */
  readonly java: number;
}

/** Newest first: the one that the tests are made for, and the last one for Java 17. */
const RELEASES: readonly Release[] = [
  { version: "476", java: 24 },
  { version: "435", java: 17 },
];

/** The oldest Java that runs any release. */
export const OLDEST_JAVA = Math.min(...RELEASES.map(({ java }) => java));

/** The oldest Java that runs the newest release. */
export const BEST_JAVA = Math.max(...RELEASES.map(({ java }) => java));

/** The releases that a Java can run, by its major version, best first. */
export function releasesFor(java: number): readonly Release[] {
  return RELEASES.filter((release) => release.java <= java);
}
