import { setTimeout } from "node:timers/promises";
import { type NodeOptions, startNode, type TrinoNode } from "./node.js";
import { queryTrino } from "./query.js";

/** A server of a cluster that can be ended and started again, on the same port. */
export interface RestartableNode {
  /** The id of its process, which changes with a restart. */
  readonly pid: number;
  /** See {@link TrinoNode}. */
  kill: TrinoNode["kill"];
  /** Starts it again once it was killed, and waits until it is active. */
  restart(): Promise<void>;
  /** Waits until the coordinator counts on it. Throws with the end of its log where it does not start. */
  untilActive(): Promise<void>;
}

const START_SECONDS = 180;
const POLL_MILLISECONDS = 250;

/** Starts the process of a server whose coordinator is at a URL. */
export async function startRestartable(options: NodeOptions, coordinator: string): Promise<RestartableNode> {
  let node = await startNode(options);
  const untilActive = async (): Promise<void> => {
    const deadline = Date.now() + START_SECONDS * 1000;
    while (!(await isActive(coordinator, node.id))) {
      if (node.hasEnded || Date.now() > deadline) {
        throw new Error(`A Trino ${options.role} did not start. Its log ends with:\n${node.log}`);
      }
      await setTimeout(POLL_MILLISECONDS);
    }
  };
  return {
    get pid() {
      return node.pid;
    },
    kill: async (signal) => await node.kill(signal),
    restart: async () => {
      node = await startNode(options);
      await untilActive();
    },
    untilActive,
  };
}

/** A coordinator that is not there yet, or not ready, says no. */
async function isActive(coordinator: string, id: string): Promise<boolean> {
  const statement = `SELECT 1 FROM system.runtime.nodes WHERE node_id = '${id}' AND state = 'active'`;
  try {
    return (await queryTrino(coordinator, statement)).length === 1;
  } catch {
    return false;
  }
}
