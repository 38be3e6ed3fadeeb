import type { Progress } from "../operations/operation.js";
import { formatCount } from "../outputs/format.js";
import { printable } from "../outputs/printable.js";
import { renderBar } from "../outputs/text-charts.js";
import type { Stage } from "../results/stage.js";

const REDRAW = 100; // milliseconds
/** Milliseconds after which a stage that tells nothing of how far it is shows for how long it runs. */
const SILENCE = { terminal: 1000, lines: 15_000 } as const;
const BAR = 16; // characters: leaves room for a hundred million rows on a line of 80

/** Where progress lines go: standard error, which a terminal may be. */
export interface ProgressStream {
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
  write(text: string): unknown;
}

/** A progress display that ends by leaving no bar behind. */
export interface ProgressDisplay extends Progress {
  end(): void;
}

/** A bar with stage, percentage, rows and remaining time on a terminal; plain lines elsewhere; nothing when quiet. */
export function progressFor(stream: ProgressStream, quiet: boolean): ProgressDisplay {
  if (quiet) return { stage: () => {}, advance: () => {}, note: () => {}, end: () => {} };
  return stream.isTTY === true ? bar(stream) : plainLines(stream);
}

function plainLines(stream: ProgressStream): ProgressDisplay {
  let current: Stage | undefined;
  let about: number | undefined;
  let started = 0;
  let quarter = 0;
  const silence = whenSilent(SILENCE.lines, () => stream.write(`${current}: ${secondsSince(started)} s\n`));
  return {
    stage: (stage, rows) => {
      about = rows;
      started = performance.now();
      current = stage;
      quarter = 0;
      silence.begin();
      stream.write(rows === undefined ? `${stage}\n` : `${stage}: about ${formatCount(rows)} rows\n`);
    },
    advance: (share) => {
      silence.end();
      if (current === undefined || Math.floor(share * 4) <= quarter) return;
      quarter = Math.floor(share * 4);
      if (quarter >= 4) return;
      const rows = about === undefined ? "" : `, about ${formatCount(Math.round(about * share))} rows`;
      stream.write(`${current}: ${quarter * 25}%${rows}${remaining(share, started).replace("  ", ", ")}\n`);
    },
    note: (message) => stream.write(`${printable(message)}\n`),
    end: () => silence.end(),
  };
}

function bar(stream: ProgressStream): ProgressDisplay {
  let stage: Stage | undefined;
  let rows: number | undefined;
  let started = 0;
  let drawn = 0;
  const clear = (): void => {
    if (drawn > 0) stream.write("\r\u001B[2K");
    drawn = 0;
  };
  const draw = (share: number): void => {
    if (stage === undefined) return;
    const done =
      rows === undefined || share === 0
        ? ""
        : `  ${formatCount(Math.round(rows * share))} of ~${formatCount(rows)} rows`;
    const line = `${stage.padEnd(8)} ${renderBar(share, BAR).padEnd(BAR)} ${String(Math.floor(share * 100)).padStart(3)}%${done}${remaining(share, started)}`;
    drawLine(line);
  };
  const drawLine = (line: string): void => {
    stream.write(`\r\u001B[2K${line.slice(0, (stream.columns || 80) - 1)}`);
    drawn = performance.now();
  };
  // A database server does not say how far a statement is.
  const silence = whenSilent(SILENCE.terminal, () => {
    const about = rows === undefined ? "" : `about ${formatCount(rows)} rows  `;
    drawLine(`${(stage ?? "").padEnd(8)} ${about}${secondsSince(started)} s`);
  });
  return {
    stage: (next, about) => {
      stage = next;
      rows = about;
      started = performance.now();
      draw(0);
      silence.begin();
    },
    advance: (share) => {
      silence.end();
      if (performance.now() - drawn >= REDRAW) draw(share);
    },
    note: (message) => {
      clear();
      stream.write(`${printable(message)}\n`);
    },
    end: () => {
      silence.end();
      clear();
    },
  };
}

/** Calls again and again from when a stage begins until it tells how far it is, or ends. Keeps no process alive. */
function whenSilent(milliseconds: number, tell: () => void): { begin(): void; end(): void } {
  let timer: NodeJS.Timeout | undefined;
  const end = (): void => clearInterval(timer);
  return {
    end,
    begin: () => {
      end();
      timer = setInterval(tell, milliseconds).unref();
    },
  };
}

function secondsSince(started: number): number {
  return Math.round((performance.now() - started) / 1000);
}

function remaining(share: number, started: number): string {
  const elapsed = (performance.now() - started) / 1000;
  if (share < 0.02 || elapsed < 1) return "";
  const seconds = Math.ceil((elapsed * (1 - share)) / share);
  return `  ${seconds < 90 ? `${seconds} s` : `${Math.ceil(seconds / 60)} min`} left`;
}
