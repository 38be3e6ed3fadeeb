import { literal, type Sql, sql } from "../../../sql/fragment.js";
import type { EngineOptions } from "../../engine.js";
import { LOCK_TIMEOUT } from "../../lock-timeout.js";
import { memorySize } from "../../memory-size.js";

const LARGEST = 2_147_483_647; // of whole numbers in settings; times are counted in milliseconds
const MOST_WORKERS = 1024;

/** What one run needs set, in its own session only. Raises `USAGE` for a memory limit that is no size. */
export function sessionSettings(options: EngineOptions): Sql[] {
  const { memory, threads, statementTimeout, lockTimeout = LOCK_TIMEOUT } = options;
  return [
    ...readingAndWriting(),
    // A client that was killed must not keep the server at work, or the next run waiting.
    sql`SELECT set_config(name, '2s', false) FROM pg_settings
      WHERE name = 'client_connection_check_interval' AND version() !~ 'Visual|mingw|windows'`,
    ...(memory === undefined ? [] : [set("work_mem", `${within(64, memorySize(memory) / 1024, LARGEST)}kB`)]),
    ...(threads === undefined
      ? []
      : [set("max_parallel_workers_per_gather", String(threads === 1 ? 0 : within(0, threads, MOST_WORKERS)))]),
    // Workers group and the leader merges: one process less that has all its customers to hand over (docs/decisions/0006).
    set("parallel_leader_participation", "off"),
    ...(statementTimeout === undefined ? [] : [set("statement_timeout", milliseconds(statementTimeout))]),
    set("lock_timeout", milliseconds(lockTimeout)),
    // Files may be written meanwhile, and another run waited for.
    sql`SELECT set_config(name, '0', false) FROM pg_settings
      WHERE name IN ('idle_in_transaction_session_timeout', 'idle_session_timeout')`,
    set("jit", "off"), // compiling takes longer than it saves
  ];
}

/** Text of dates and numbers in one form, whatever the database says. */
function readingAndWriting(): Sql[] {
  return [
    set("client_encoding", "UTF8"),
    set("standard_conforming_strings", "on"),
    set("DateStyle", "ISO, YMD"),
    set("TimeZone", "UTC"),
    set("extra_float_digits", "1"),
  ];
}

function milliseconds(seconds: number): string {
  return String(within(0, seconds * 1000, LARGEST));
}

function within(least: number, value: number, most: number): number {
  return Math.min(Math.max(least, Math.floor(value)), most);
}

function set(name: string, value: string): Sql {
  return sql`SELECT set_config(${literal(name)}, ${literal(value)}, false)`;
}
