import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { type ChartTheme, DARK_THEME, LIGHT_THEME } from "../../src/display/charts/theme.js";

const css = readFileSync(new URL("../../src/web/styles/tokens.css", import.meta.url), "utf8");
const tokens = Object.fromEntries(
  [...css.matchAll(/--([\w-]+): light-dark\((#\w+), (#\w+)\);/g)].map(([, name, light, dark]) => [
    name,
    { light, dark },
  ]),
);

/** The colours of charts by the names they have in the page. */
function colours({ ink, muted, line, surface, accent, band, groups, ramp, empty }: ChartTheme): Record<string, string> {
  return {
    ink,
    muted,
    line,
    surface,
    accent,
    band,
    empty: empty.fill,
    "empty-ink": empty.ink,
    ...Object.fromEntries(Object.entries(groups).map(([group, { fill }]) => [`group-${group}`, fill])),
    ...Object.fromEntries(
      ramp.flatMap((fill, step) => [
        [`ramp-${step}`, fill.fill],
        [`ramp-${step}-ink`, fill.ink],
      ]),
    ),
  };
}

test("the page has the colours of the charts, in both themes", () => {
  const [light, dark] = [colours(LIGHT_THEME), colours(DARK_THEME)];
  expect(Object.keys(light)).toHaveLength(22);
  for (const name of Object.keys(light)) {
    expect({ name, ...tokens[name] }).toEqual({ name, light: light[name], dark: dark[name] });
  }
});
