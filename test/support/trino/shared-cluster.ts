import { inject } from "vitest";
import type { ClusterFacts } from "./cluster.js";

/** The running cluster of all tests: they make schemas of their own in it, and leave its servers alone. */
export const sharedCluster = inject("trinoCluster") as ClusterFacts;
