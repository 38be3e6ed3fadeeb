import { loadOnce } from "../load-once.js";

/** The charts' library, which is large: loaded when the first chart is shown. */
export const loadCharts = loadOnce(() => import("./charts.js"));
