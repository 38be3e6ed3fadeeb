import { followRun, type RunEvent } from "../../api/follow-run.js";
import { asProblem, type Problem } from "../../api/problem.js";
import { published } from "../../state/published.svelte.js";
import { apiAddress, request, requestJson } from "../../api/request.js";
import type { RunState } from "../../../results/run-state.js";

/** The choices for a new run; a choice that is left out is as configured. */
export interface NewRun {
  readonly model?: string;
  readonly scoring?: string;
  readonly as_of?: string;
  readonly since?: string;
}

/** The run that the server is at, followed live. */
export class FollowedRun {
  state = $state.raw<RunState>({ state: "idle", notes: [] });
  /** The problem that kept a run from being started, cancelled or followed. */
  problem = $state.raw<Problem>();
  #abort = new AbortController();
  readonly #onDone: () => void;

  /** @param onDone is called when a run that was followed has published. */
  constructor(onDone: () => void) {
    this.#onDone = onDone;
  }

  /** Looks at the current run, and follows it while it is running. */
  async look(): Promise<void> {
    await this.#try(async () => {
      this.state = await requestJson<RunState>(apiAddress("/runs/current"), { signal: this.#abort.signal });
      if (this.state.state === "running") await this.#follow();
    });
  }

  /** Starts a run and follows it. */
  async start(run: NewRun): Promise<void> {
    await this.#try(async () => {
      await request(apiAddress("/runs"), {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(run),
      });
      this.state = { state: "running", notes: [] };
      await this.#follow();
    });
  }

  /** Cancels the run; what was published stays. */
  async cancel(): Promise<void> {
    await this.#try(async () => void (await request(apiAddress("/runs/current"), { method: "DELETE" })));
  }

  /** Stops following; the run itself goes on. */
  leave(): void {
    this.#abort.abort();
  }

  async #follow(): Promise<void> {
    await followRun((event) => this.#hear(event), this.#abort.signal);
    // The stream is over: what became of the run is in its state.
    this.state = await requestJson<RunState>(apiAddress("/runs/current"), { signal: this.#abort.signal });
    if (this.state.state === "done") this.#onDone();
  }

  #hear({ name, data }: RunEvent): void {
    if (name === "state") this.state = data as RunState;
    if (name === "progress") this.state = { ...this.state, state: "running", ...(data as Partial<RunState>) };
    if (name === "note") {
      this.state = { ...this.state, notes: [...this.state.notes, (data as { message: string }).message] };
    }
  }

  async #try(work: () => Promise<void>): Promise<void> {
    this.problem = undefined;
    try {
      await work();
    } catch (thrown) {
      if (this.#abort.signal.aborted) return;
      this.problem = asProblem(thrown);
      if (this.problem.isNoAnswer) published.lose();
    }
  }
}
