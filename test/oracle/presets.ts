import type { Method } from "./scores.js";

/** A way to score all three dimensions. */
export interface Preset {
  readonly recency: Method;
  readonly frequency: Method;
  readonly monetary: Method;
}

function preset(recency: readonly bigint[], frequency: readonly bigint[]): Preset {
  return {
    recency: { kind: "bounds", bounds: recency },
    frequency: { kind: "bounds", bounds: frequency },
    monetary: { kind: "percentiles" },
  };
}

const QUINTILES: Method = { kind: "quintiles" };

export const PRESETS = {
  quintiles: { recency: QUINTILES, frequency: QUINTILES, monetary: QUINTILES },
  general: preset([30n, 90n, 180n, 365n], [10n, 5n, 3n, 2n]),
  "b2b-service": preset([60n, 180n, 365n, 730n], [5n, 3n, 2n, 1n]),
  saas: preset([30n, 60n, 90n, 180n], [5n, 3n, 2n, 1n]),
  manufacturing: preset([90n, 365n, 730n, 1095n], [8n, 4n, 2n, 1n]),
} as const satisfies Record<string, Preset>;
