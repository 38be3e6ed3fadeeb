import { QuintileError, throwIfCancelled } from "../../../errors.js";
import type { ProgressListener } from "../../../sql/database.js";
import type { TrinoAddress } from "./address.js";
import { EngineFailure } from "../../failures.js";
import { classifyReply, classifyUnanswered, isTransient } from "./connection-failure.js";
import { classifyQuery, type QueryError, type TrinoFailure } from "../failure.js";
import { authorization, followingHeaders, statementHeaders } from "./headers.js";
import { Http, HttpFailure, type HttpLimits, type HttpReply, type HttpRequest } from "./http.js";
import { type Patience, retryAfter, tryPatiently, USUAL_PATIENCE } from "./patience.js";
import { parseAnswer } from "./values.js";

export interface TrinoClientOptions {
  /** Cancels whatever runs. */
  readonly signal?: AbortSignal | undefined;
  /** Settings of the session, over those of the address. */
  readonly sessionProperties?: Readonly<Record<string, string>> | undefined;
  /** Seconds after which Trino ends a statement; default: the cluster's own. */
  readonly statementTimeout?: number | undefined;
  /** Default: {@link USUAL_PATIENCE}. */
  readonly patience?: Patience | undefined;
  /** Default: 10 s until a connection stands, 30 s without a byte. */
  readonly limits?: HttpLimits | undefined;
}

export interface TrinoRunOptions {
  /** Cancels this statement, as the client's own signal does. */
  readonly signal?: AbortSignal | undefined;
  readonly listener?: ProgressListener | undefined;
}

export interface TrinoColumn {
  readonly name: string;
  /** By Trino's name, such as `decimal(10, 2)` or `timestamp(6) with time zone`. */
  readonly type: string;
}

/** What is known of a statement once it is done. */
export interface TrinoSummary {
  readonly queryId: string;
  /** What a statement that is no query did, such as `CREATE TABLE`. */
  readonly updateType: string | undefined;
  /** Rows that were written, where Trino counts them. */
  readonly updateCount: number | undefined;
  readonly stats: TrinoStats;
}

export interface TrinoStats {
  readonly processedRows: number;
  readonly processedBytes: number;
  readonly peakMemoryBytes: number;
  readonly cpuTimeMillis: number;
  readonly elapsedTimeMillis: number;
}

/** Some rows of an answer, as JSON has them: whole numbers beyond 2^53 as text. */
export interface TrinoPage {
  /** Undefined until Trino tells, and for a statement without an answer. */
  readonly columns: readonly TrinoColumn[] | undefined;
  readonly rows: readonly (readonly unknown[])[];
  /** On the last page, which may have no rows. */
  readonly summary: TrinoSummary | undefined;
}

/** A whole answer. */
export interface TrinoAnswer extends TrinoSummary {
  readonly columns: readonly TrinoColumn[];
  readonly rows: readonly (readonly unknown[])[];
}

/** One answer of the protocol, as far as it is looked at. */
interface Answer {
  readonly id: string;
  readonly nextUri?: string;
  readonly columns?: readonly TrinoColumn[];
  readonly data?: readonly (readonly unknown[])[];
  readonly error?: QueryError;
  readonly updateType?: string;
  readonly updateCount?: number;
  readonly stats: TrinoStats & {
    readonly progressPercentage?: number;
    readonly completedSplits?: number;
    readonly totalSplits?: number;
  };
}

const LIMITS: HttpLimits = { connect: 10_000, silence: 30_000 };
const FAREWELL = 5_000; // milliseconds to end a query whose answer is not wanted any more
const BUSY = [429, 502, 503, 504];

/**
 * Runs statements on a Trino cluster, over HTTP. No statement runs twice: it is sent again only where a proxy turned it
 * away or no server was there. And a query starts once its first answer is asked for, which is done for one alone: what a
 * proxy passed on and yet reported as failed waits, and is dropped.
 */
export class TrinoClient {
  readonly address: TrinoAddress;
  readonly #http: Http;
  readonly #origin: URL;
  readonly #properties: Readonly<Record<string, string>>;
  readonly #signal: AbortSignal | undefined;
  readonly #patience: Patience;
  #wasConnected = false;

  /** Connects when a statement runs. Raises `NO_SUCH_FILE` and `BAD_FILE` for the root certificate, and `USAGE` for the host. */
  constructor(address: TrinoAddress, options: TrinoClientOptions = {}) {
    const { signal, sessionProperties, statementTimeout, patience = USUAL_PATIENCE, limits = LIMITS } = options;
    this.address = address;
    this.#origin = originOf(address);
    this.#http = new Http(address.tls, limits);
    this.#signal = signal;
    this.#patience = patience;
    this.#properties = {
      ...address.sessionProperties,
      ...sessionProperties,
      ...(statementTimeout === undefined ? {} : { query_max_run_time: `${statementTimeout}s` }),
    };
  }

  /**
   * Runs a statement, and gives its rows as they come and are asked for. The query ends when its caller stops asking. Raises
   * `CANCELLED` when a signal fires; what else fails is an `EngineFailure`.
   */
  async *run(statement: string, options: TrinoRunOptions = {}): AsyncGenerator<TrinoPage, void, undefined> {
    const { listener } = options;
    const signal = either(this.#signal, options.signal);
    const report = progressOf(listener);
    let answer = await this.#start(statement, signal);
    let { columns } = answer;
    let open = answer.nextUri;
    try {
      for (;;) {
        if (answer.error !== undefined) {
          open = undefined;
          throw classifyQuery(answer.error, answer.id);
        }
        columns ??= answer.columns;
        open = answer.nextUri;
        report(answer);
        const rows = answer.data ?? [];
        if (open === undefined) {
          yield { columns, rows, summary: summaryOf(answer) };
          return;
        }
        if (rows.length > 0) yield { columns, rows, summary: undefined };
        answer = await this.#next(open, signal);
      }
    } finally {
      if (open !== undefined) await this.#end(open);
    }
  }

  /** Runs a statement, and gives its whole answer. Raises what {@link run} does. */
  async all(statement: string, options: TrinoRunOptions = {}): Promise<TrinoAnswer> {
    const rows: (readonly unknown[])[] = [];
    for await (const page of this.run(statement, options)) {
      for (const row of page.rows) rows.push(row);
      if (page.summary !== undefined) return { ...page.summary, columns: page.columns ?? [], rows };
    }
    throw new QuintileError("INTERNAL", "An answer of Trino has no end."); // run() gives a last page, or raises
  }

  /** Closes the connections that stand idle. */
  close(): void {
    this.#http.close();
  }

  #start(statement: string, signal: AbortSignal | undefined): Promise<Answer> {
    const headers = { ...statementHeaders(this.address, this.#properties), ...authorization(this.address) };
    const url = new URL("/v1/statement", this.#origin);
    // Where no answer ever came, the address is more likely to be wrong than the coordinator to come back.
    const mayTryAgain = (failure: HttpFailure): boolean => this.#wasConnected && !failure.isSent;
    return this.#ask({ method: "POST", url, headers, body: statement, signal }, mayTryAgain, false);
  }

  /** The same page comes again for the same address, so that asking again loses nothing and doubles nothing. */
  #next(uri: string, signal: AbortSignal | undefined): Promise<Answer> {
    return this.#ask({ method: "GET", ...this.#following(uri), signal }, () => true, true);
  }

  async #ask(
    request: HttpRequest,
    mayTryAgain: (failure: HttpFailure) => boolean,
    isRunning: boolean,
  ): Promise<Answer> {
    const { signal } = request;
    const attempt = async () => {
      throwIfCancelled(signal);
      try {
        const outcome = await this.#http.send(request);
        const after = retryAfter(outcome.headers["retry-after"]);
        return { outcome, again: BUSY.includes(outcome.status) ? { after } : undefined };
      } catch (error) {
        if (!(error instanceof HttpFailure)) throw error;
        return { outcome: error, again: isTransient(error) && mayTryAgain(error) ? {} : undefined };
      }
    };
    const outcome = await tryPatiently<HttpReply | HttpFailure>(attempt, this.#patience, signal).catch(
      (error: unknown) => {
        throwIfCancelled(signal);
        throw error;
      },
    );
    throwIfCancelled(signal);
    if (outcome instanceof HttpFailure) throw classifyUnanswered(outcome, this.address, this.#wasConnected);
    const answer = outcome.status === 200 ? readAnswer(outcome.text) : undefined;
    if (answer === undefined) throw classifyReply(outcome, this.address, isRunning);
    this.#wasConnected = true;
    return answer;
  }

  /** Asks Trino to end a query, and waits a moment for that; Trino ends the query by itself when no request asks after it. */
  async #end(uri: string): Promise<void> {
    try {
      const signal = AbortSignal.timeout(FAREWELL);
      await this.#http.send({ method: "DELETE", ...this.#following(uri), signal });
    } catch {
      // The query ends by itself later.
    }
  }

  /**
   * Where the coordinator leads to may be another host, as a load balancer has it, but only its own gets the password or
   * token. Raises `no-connection` where the way leads out of an encrypted connection.
   */
  #following(uri: string): Pick<HttpRequest, "url" | "headers"> {
    const url = new URL(uri, this.#origin);
    if (this.#origin.protocol === "https:" && url.protocol !== "https:") {
      throw new EngineFailure<TrinoFailure>({ kind: "no-connection", why: "not-encrypted" });
    }
    const secret = url.origin === this.#origin.origin ? authorization(this.address) : {};
    return { url, headers: { ...followingHeaders(this.address), ...secret } };
  }
}

function originOf({ host, port, tls }: TrinoAddress): URL {
  const origin = `${tls.enabled ? "https" : "http"}://${host.includes(":") ? `[${host}]` : host}:${port}`;
  if (URL.canParse(origin) && new URL(origin).pathname === "/") return new URL(origin);
  throw new QuintileError("USAGE", "The host in the address of Trino cannot be read.", {
    hint: "Write trino://user@host:8080/catalog/schema.",
  });
}

/** Undefined for what is no answer of Trino's. */
function readAnswer(text: string): Answer | undefined {
  try {
    const answer = parseAnswer(text) as Partial<Answer> | null;
    const isAnswer = typeof answer?.id === "string" && typeof answer.stats === "object" && answer.stats !== null;
    const leads = answer?.nextUri === undefined || /^https?:\/\//.test(answer.nextUri);
    return isAnswer && leads ? (answer as Answer) : undefined;
  } catch {
    return undefined;
  }
}

/** Never goes back, although Trino finds more work as it goes. */
function progressOf(listener: ProgressListener | undefined): (answer: Answer) => void {
  let share = 0;
  return ({ stats, nextUri }) => {
    const { progressPercentage, completedSplits = 0, totalSplits = 0 } = stats;
    const bySplits = totalSplits > 0 ? completedSplits / totalSplits : 0;
    const told = progressPercentage === undefined ? bySplits : progressPercentage / 100;
    share = nextUri === undefined ? 1 : Math.min(Math.max(share, told), 1);
    listener?.(share);
  };
}

function summaryOf({ id, updateType, updateCount, stats }: Answer): TrinoSummary {
  const { processedRows, processedBytes, peakMemoryBytes, cpuTimeMillis, elapsedTimeMillis } = stats;
  return {
    queryId: id,
    updateType,
    updateCount,
    stats: { processedRows, processedBytes, peakMemoryBytes, cpuTimeMillis, elapsedTimeMillis },
  };
}

function either(one: AbortSignal | undefined, other: AbortSignal | undefined): AbortSignal | undefined {
  return one === undefined || other === undefined ? (one ?? other) : AbortSignal.any([one, other]);
}
