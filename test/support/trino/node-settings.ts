/** Where the nodes of one cluster are, and who may work. */
export interface NodePlace {
  readonly role: "coordinator" | "worker";
  /** The node's own port on 127.0.0.1. */
  readonly port: number;
  /** The coordinator's port on 127.0.0.1. */
  readonly coordinatorPort: number;
}

/** The text of a node's `config.properties`: reachable from this machine only, and tuned for many small queries. */
export function nodeSettings({ role, port, coordinatorPort }: NodePlace): Readonly<Record<string, string>> {
  return {
    coordinator: String(role === "coordinator"),
    "node.environment": "test",
    "node.bind-ip": "127.0.0.1",
    "node.internal-address": "127.0.0.1",
    "node.external-address": "127.0.0.1",
    "http-server.http.port": String(port),
    "discovery.uri": `http://127.0.0.1:${coordinatorPort}`,
    "http-server.log.enabled": "false",
    "query.max-memory": "1GB",
    "query.max-memory-per-node": "500MB",
    "memory.heap-headroom-per-node": "150MB",
    "task.concurrency": "2",
    "task.max-worker-threads": "4",
    "task.min-writer-count": "1",
    "task.max-writer-count": "1",
    "query.min-hash-partition-count": "1",
    "query.min-hash-partition-count-for-write": "1",
    "query.max-hash-partition-count": "2",
    "experimental.concurrent-startup": "true",
    ...(role === "coordinator" ? COORDINATOR : {}),
  };
}

/**
 * Queries of finished tests are forgotten soon. A worker counts at once when it comes, and does not lose its place by
 * answering late a few times while everything is new to it; a query waits a moment for one to come back.
 */
const COORDINATOR = {
  "node-scheduler.include-coordinator": "false",
  "query.min-expire-age": "5s",
  "query.max-history": "20",
  "failure-detector.warmup-interval": "0s",
  "failure-detector.threshold": "0.3",
  "query-manager.required-workers": "1",
  "query-manager.required-workers-max-wait": "10s",
};
