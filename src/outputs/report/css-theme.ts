import type { SegmentGroup } from "../../model/segment-model.js";
import { type ChartTheme, type Fill, LIGHT_THEME } from "../../display/charts/theme.js";

/** The colours of a theme as CSS custom properties. */
export function themeVariables(theme: ChartTheme): string {
  const { ink, muted, line, surface, accent, band, groups, ramp, empty } = theme;
  const plain = { ink, muted, line, surface, accent, band };
  const fills: Record<string, Fill> = { empty, ...groups };
  ramp.forEach((fill, index) => (fills[`ramp-${index}`] = fill));
  return [
    ...Object.entries(plain).map(([name, colour]) => `--${name}:${colour}`),
    ...Object.entries(fills).flatMap(([name, fill]) => [`--${name}:${fill.fill}`, `--${name}-ink:${fill.ink}`]),
  ].join(";");
}

/** The theme of charts that follow the page's own light and dark. */
export const CSS_THEME: ChartTheme = {
  ink: "var(--ink)",
  muted: "var(--muted)",
  line: "var(--line)",
  surface: "var(--surface)",
  accent: "var(--accent)",
  band: "var(--band)",
  groups: {
    top: fillOf("top"),
    none: fillOf("none"),
    "at-risk": fillOf("at-risk"),
    "low-value": fillOf("low-value"),
  } satisfies Record<SegmentGroup, Fill>,
  ramp: [fillOf("ramp-0"), fillOf("ramp-1"), fillOf("ramp-2"), fillOf("ramp-3"), fillOf("ramp-4")],
  empty: fillOf("empty"),
  font: LIGHT_THEME.font,
};

function fillOf(name: string): Fill {
  return { fill: `var(--${name})`, ink: `var(--${name}-ink)` };
}
