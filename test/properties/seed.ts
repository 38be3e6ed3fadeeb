import fc from "fast-check";

// The same cases in every run, so that a failure is a change; another seed looks elsewhere: QUINTILE_SEED=1 vitest run
fc.configureGlobal({ seed: Number(process.env["QUINTILE_SEED"] ?? 20240301) });
