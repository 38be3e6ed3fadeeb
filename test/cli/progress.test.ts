import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { progressFor } from "../../src/cli/progress.js";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval", "performance"] });
});
afterEach(() => {
  vi.useRealTimers();
});

function written(isTTY: boolean): { stream: { isTTY: boolean; write(text: string): void }; lines(): string[] } {
  let text = "";
  return {
    stream: { isTTY, write: (more) => void (text += more) },
    lines: () =>
      text
        .replaceAll("\r\u001B[2K", "\n")
        .split("\n")
        .filter((line) => line !== ""),
  };
}

test("On a terminal, a stage that does not say how far it is shows for how long it runs", () => {
  const { stream, lines } = written(true);
  const progress = progressFor(stream, false);
  progress.stage("sales", 10_000_000);
  vi.advanceTimersByTime(2500);
  expect(lines().slice(1)).toEqual(["sales    about 10,000,000 rows  1 s", "sales    about 10,000,000 rows  2 s"]);
  progress.advance(0.5);
  const shown = lines().length;
  vi.advanceTimersByTime(5000);
  expect(lines()).toHaveLength(shown);
  progress.stage("metrics");
  vi.advanceTimersByTime(1000);
  expect(lines().at(-1)).toBe("metrics  1 s");
  progress.end();
  const ended = lines().length;
  vi.advanceTimersByTime(5000);
  expect(lines()).toHaveLength(ended);
});

test("Elsewhere it says so now and then, and nothing when quiet", () => {
  const { stream, lines } = written(false);
  const progress = progressFor(stream, false);
  progress.stage("sales");
  vi.advanceTimersByTime(31_000);
  progress.end();
  vi.advanceTimersByTime(31_000);
  expect(lines()).toEqual(["sales", "sales: 15 s", "sales: 30 s"]);
  const silent = written(true);
  progressFor(silent.stream, true).stage("sales");
  vi.advanceTimersByTime(31_000);
  expect(silent.lines()).toEqual([]);
});
