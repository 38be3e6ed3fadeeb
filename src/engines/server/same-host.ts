const LOOPBACKS = ["localhost", "127.0.0.1", "::1"];

/** True where two names of hosts are the same in any case, or both mean this machine, which has three names. */
export function isSameHost(one: string, other: string): boolean {
  return plainName(one) === plainName(other);
}

function plainName(host: string): string {
  const name = host.toLowerCase();
  return LOOPBACKS.includes(name) ? "localhost" : name;
}
