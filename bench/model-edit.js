// How long one edit of a model takes without its drawing: sizes, revenue and rule check of a model that was never seen
// before, on a full cube. Run by hand: node bench/model-edit.js
import { assessModel } from "../dist/model/assess-model.js";
import { CELLS } from "../dist/model/cell.js";
import { elevenSegment } from "../dist/model/eleven-segment.js";
import { SCORING_PRESETS } from "../dist/model/scoring-presets.js";
import { describeMachine } from "./machine.js";
import { median } from "./median.js";

const EDITS = 500;
const LIMIT = 16; // ms: a frame

const cube = CELLS.map((cell, place) => ({
  ...cell,
  customers: 40_000 + place,
  recency: 4_000_000 + place,
  frequency: 800_000 + place,
  monetary: `${40_000_000 + place}.25`,
}));
const [scoring] = SCORING_PRESETS;
if (scoring === undefined) throw new Error("there is no scoring");

const times = [];
let customers = 0;
for (let edit = 0; edit < EDITS; edit++) {
  // A new order of the rules each time: models are remembered by identity.
  const place = edit % elevenSegment.rules.length;
  const rules = [...elevenSegment.rules.slice(place), ...elevenSegment.rules.slice(0, place)];
  const start = performance.now();
  const { segments } = assessModel({ ...elevenSegment, rules }, cube, scoring);
  times.push(performance.now() - start);
  customers += segments.reduce((sum, segment) => sum + segment.customers, 0);
}
const all = cube.reduce((sum, cell) => sum + cell.customers, 0);
if (customers !== all * EDITS) throw new Error("customers got lost");

// The first is that of the page being opened, before anybody edits: its code is not compiled yet.
const [first = NaN, ...edits] = times;
const slowest = edits.toSorted((a, b) => a - b)[Math.floor(edits.length * 0.99)] ?? NaN;
process.stdout.write(`${describeMachine([])}

Eleven segments, 125 cells, ${EDITS} edits, each of a model not seen before.

| median ms | 99th percentile ms | first ms | bar |
| ---: | ---: | ---: | --- |
| ${median(edits).toFixed(2)} | ${slowest.toFixed(2)} | ${first.toFixed(2)} | ${slowest < LIMIT ? "met" : "**MISSED**"}: 99th percentile ms < ${LIMIT} |
`);
