/** Seconds to wait for another run, or a locked table, when nothing else is said. */
export const LOCK_TIMEOUT = 30;
