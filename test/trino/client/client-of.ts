import { TrinoClient, type TrinoClientOptions } from "../../../src/engines/trino/client/client.js";
import type { TrinoAddress } from "../../../src/engines/trino/client/address.js";
import { explainFailures } from "../../../src/engines/trino/explain.js";
import type { TrinoFailure } from "../../../src/engines/trino/failure.js";
import { explained } from "../../../src/engines/explained.js";

/** A client whose failures are put into sentences, as they are at the engine's edge. */
export function clientOf(address: TrinoAddress, options?: TrinoClientOptions): TrinoClient {
  return explained<TrinoClient, TrinoFailure>(new TrinoClient(address, options), explainFailures(address));
}
