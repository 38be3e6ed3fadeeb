/** A tier for people: `tier_1` is `Tier 1`, and `unknown` is `Unknown`. */
export function nameOfTier(name: string): string {
  return name === "unknown" ? "Unknown" : name.replace(/^tier_/, "Tier ");
}
