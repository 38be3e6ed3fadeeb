/** A moment as microseconds since 1970 in UTC. */
export interface Moment {
  readonly micros: bigint;
  /** Written as a bare date, without a time of day. */
  readonly bare: boolean;
}

export const DAY = 86_400_000_000n;

const DATE = String.raw`(\d{4})-(\d{2})-(\d{2})`;
const TIME = String.raw`(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?`;
const OFFSET = String.raw`(?: ?(Z|([+-])(\d{2})(?::?(\d{2}))?))?`;
const ISO = new RegExp(`^${DATE}(?:[ T]${TIME}${OFFSET})?$`);

/** Reads ISO 8601; undefined for anything else, such as the 30th of February. */
export function readMoment(text: string | null): Moment | undefined {
  const match = text === null ? null : ISO.exec(text);
  if (!match) return undefined;
  const [, year, month, day, hour, minute, second = "0", fraction = "", , sign, offsetHours, offsetMinutes = "0"] =
    match;
  const midnight = new Date(0).setUTCFullYear(Number(year), Number(month) - 1, Number(day));
  if (new Date(midnight).toISOString().slice(0, 10) !== `${year}-${month}-${day}`) return undefined;
  if (hour === undefined) return { micros: BigInt(midnight) * 1000n, bare: true };
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined;
  const seconds = Number(hour) * 3600 + Number(minute) * 60 + Number(second);
  const offset = Number(offsetHours ?? 0) * 3600 + Number(offsetMinutes) * 60;
  const utc = seconds - (sign === "-" ? -offset : offset);
  const micros = BigInt(fraction.padEnd(6, "0").slice(0, 6));
  return { micros: BigInt(midnight) * 1000n + BigInt(utc) * 1_000_000n + micros, bare: false };
}

/** Writes a moment as ISO 8601 in UTC: as a date, or with seconds and as many decimals as it needs. */
export function writeMoment(micros: bigint, as: "date" | "timestamp"): string {
  const rest = ((micros % 1_000_000n) + 1_000_000n) % 1_000_000n;
  const text = new Date(Number((micros - rest) / 1000n)).toISOString().slice(0, 19);
  if (as === "date") return text.slice(0, 10);
  return rest === 0n ? text : `${text}.${rest.toString().padStart(6, "0").replace(/0+$/, "")}`;
}
