import type { SegmentGroup } from "../../model/segment-model.js";

/** A colour to fill with, and one that can be read on it. */
export interface Fill {
  readonly fill: string;
  readonly ink: string;
}

/** The colours and the type face of charts: anything that CSS takes where charts are SVG, `var(--ink)` included. */
export interface ChartTheme {
  readonly ink: string;
  readonly muted: string;
  readonly line: string;
  readonly surface: string;
  /** Bars. */
  readonly accent: string;
  /** Every other stretch between cutpoints. */
  readonly band: string;
  readonly groups: Readonly<Record<SegmentGroup, Fill>>;
  /** Five steps from low to high. */
  readonly ramp: readonly [Fill, Fill, Fill, Fill, Fill];
  readonly empty: Fill;
  readonly font: string;
}

const FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif";

/**
 * Colours for light surfaces. Groups differ in lightness as well as in hue, and the ramp is one hue, so that both survive
 * any colour blindness and a black-and-white printer. Ink on a fill has a contrast of at least 4.5.
 */
export const LIGHT_THEME: ChartTheme = {
  ink: "#17202b",
  muted: "#566170",
  line: "#d5dbe3",
  surface: "#ffffff",
  accent: "#2f6ea3",
  band: "#eef2f7",
  groups: {
    top: { fill: "#12508a", ink: "#ffffff" },
    none: { fill: "#8cc5bb", ink: "#10201d" },
    "at-risk": { fill: "#e59a4f", ink: "#24140a" },
    "low-value": { fill: "#d4d1da", ink: "#1f1d24" },
  },
  ramp: [
    { fill: "#e6eff7", ink: "#17202b" },
    { fill: "#b7d4e9", ink: "#17202b" },
    { fill: "#7fb2d9", ink: "#10202e" },
    { fill: "#3577b1", ink: "#ffffff" },
    { fill: "#124a80", ink: "#ffffff" },
  ],
  empty: { fill: "#f6f7f9", ink: "#566170" },
  font: FONT,
};

/** Colours for dark surfaces; see {@link LIGHT_THEME}. */
export const DARK_THEME: ChartTheme = {
  ink: "#e8ecf2",
  muted: "#a3adba",
  line: "#37404c",
  surface: "#171c23",
  accent: "#6aa9d8",
  band: "#202732",
  groups: {
    top: { fill: "#2b70b2", ink: "#ffffff" },
    none: { fill: "#8cc5bb", ink: "#10201d" },
    "at-risk": { fill: "#e59a4f", ink: "#24140a" },
    "low-value": { fill: "#4c4a55", ink: "#f1eff5" },
  },
  ramp: [
    { fill: "#1e2f42", ink: "#e8ecf2" },
    { fill: "#24507a", ink: "#ffffff" },
    { fill: "#2f72ab", ink: "#ffffff" },
    { fill: "#72b0dd", ink: "#0c1722" },
    { fill: "#c8e3f6", ink: "#0c1722" },
  ],
  empty: { fill: "#1c222a", ink: "#a3adba" },
  font: FONT,
};

/** The groups as people read them. */
export const GROUP_NAMES: Readonly<Record<SegmentGroup, string>> = {
  top: "Top",
  none: "In between",
  "at-risk": "At risk",
  "low-value": "Low value",
};
