import { median } from "./median.js";

/** @typedef {import("./measure.js").Run} Run */
/** @typedef {import("./contenders.js").Check} Check */
/** @typedef {import("./contenders.js").Contender} Contender */

/**
 * @typedef {object} Summary
 * @property {number} median of the wall seconds
 * @property {number} min
 * @property {number} max
 * @property {number} cpu median of the CPU seconds; NaN where unknown
 * @property {number} peakMiB the highest of all runs; NaN where unknown
 */

/** @param {Run[]} runs @returns {Summary} */
export function summarise(runs) {
  const seconds = runs.map((run) => run.seconds);
  return {
    median: median(seconds),
    min: Math.min(...seconds),
    max: Math.max(...seconds),
    cpu: median(runs.map((run) => run.cpuSeconds ?? NaN)),
    peakMiB: Math.max(...runs.map((run) => run.peakMiB ?? NaN)),
  };
}

/** @param {number} value @param {number} digits */
export const show = (value, digits) => (Number.isNaN(value) ? "–" : value.toFixed(digits));

/** @param {Check} check */
const isMet = ({ value, limit, isStrict }) => (isStrict ? value < limit : value <= limit);

/** "met: time 0.18 (≤ 0.2)". @param {Check[]} checks */
export function renderChecks(checks) {
  if (checks.length === 0) return "–";
  const figures = checks.map(
    ({ what, value, limit, isStrict }) => `${what} ${show(value, 2)} (${isStrict ? "<" : "≤"} ${limit})`,
  );
  return `${checks.every(isMet) ? "met" : "**MISSED**"}: ${figures.join(", ")}`;
}

/** The first and the last column are text, the others numbers. @param {string[]} head @param {string[][]} lines */
export function renderLines(head, lines) {
  const rule = head.map((_, column) => (column === 0 || column === head.length - 1 ? "---" : "---:"));
  return [head, rule, ...lines].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

/**
 * @param {{ name: string, summary: Summary, checks: Check[] }[]} rows
 * @param {number} ours our median, which the others are multiples of; NaN where we did not run
 */
export function renderTable(rows, ours) {
  const lines = rows.map(({ name, summary, checks }) => [
    name,
    show(summary.median, 2),
    show(summary.min, 2),
    show(summary.max, 2),
    show(summary.median / ours, 2),
    show(summary.cpu, 2),
    show(summary.peakMiB, 0),
    renderChecks(checks),
  ]);
  const head = ["contender", "median s", "min s", "max s", "× ours", "CPU s", "peak MiB", "bar (ours / theirs)"];
  return renderLines(head, lines);
}

/**
 * A table of all contenders, with the bars that we have to reach.
 * @param {Map<string, Run[]>} runs by the contenders' names
 * @param {Contender[]} contenders
 * @param {Contender | undefined} ours the one that the others are held against; undefined where we did not run
 */
export function renderComparison(runs, contenders, ours) {
  const own = summarise((ours && runs.get(ours.name)) ?? []);
  const rows = contenders.map(({ name, bar }) => {
    const summary = summarise(runs.get(name) ?? []);
    const { median: time, peakMiB } = summary;
    const checks = (ours && bar?.({ time: own.median / time, memory: own.peakMiB / peakMiB, peakMiB })) ?? [];
    return { name, summary, checks };
  });
  return renderTable(rows, own.median);
}
