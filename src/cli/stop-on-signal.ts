const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** A signal that fires at Ctrl-C, at a termination request and when the terminal is closed. A second one ends the process at once. */
export function stopOnSignal(): { readonly signal: AbortSignal; release(): void } {
  const controller = new AbortController();
  const stop = (): void => {
    if (controller.signal.aborted) process.exit(130);
    controller.abort();
  };
  for (const name of SIGNALS) process.on(name, stop);
  return {
    signal: controller.signal,
    release: () => {
      for (const name of SIGNALS) process.off(name, stop);
    },
  };
}
