/**
 * All that the core may use besides the language itself: what Node, browsers and their workers share. Only
 * `tsconfig.core.json` reads this file, so that nothing of one of them alone slips in.
 */

interface AbortSignal {
  readonly aborted: boolean;
  readonly reason: unknown;
}

declare const performance: { now(): number };
