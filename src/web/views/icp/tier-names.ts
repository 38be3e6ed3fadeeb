/** A tier for people: `tier_1` is `Tier 1`. */
export function nameOfTier(name: string): string {
  return name.replace(/^tier_/, "Tier ");
}
