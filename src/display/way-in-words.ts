import type { Explanation } from "../results/explanation.js";

const DAY = 86_400_000;

/**
 * A customer's way through the segments: `Champions until 2025-03-31, At Risk since; no purchase since`. Undefined where no run has
 * changed the segment.
 *
 * @param date writes the snapshot of a run.
 */
export function wayInWords(
  { way, scores, snapshot }: Pick<Explanation, "way" | "scores" | "snapshot">,
  date: (snapshot: string) => string = (text) => text,
): string | undefined {
  const last = way.at(-1);
  if (last === undefined) return undefined;
  const stays = way.flatMap(({ segment }, index) => {
    const until = way[index + 1]?.since;
    if (until === undefined) return [`${nameOf(segment)} since`];
    // What was before the first known change has no beginning; a customer who was not there yet needs no words.
    return segment === null && index === 0
      ? []
      : [`${nameOf(segment)} until ${until === null ? "an unknown day" : date(until)}`];
  });
  const lastPurchase =
    Date.parse(snapshot) - DAY * Number(scores.find(({ dimension }) => dimension === "recency")?.value ?? 0);
  const changed = last.since === null ? undefined : Date.parse(last.since);
  const isSilent = changed !== undefined && way.length > 1 && lastPurchase < changed;
  return `${stays.join(", ")}${isSilent ? "; no purchase since" : ""}`;
}

function nameOf(segment: string | null): string {
  return segment ?? "not scored";
}
