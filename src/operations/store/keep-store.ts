export { keepStore } from "../../engines/keep-store.js";
export { isDatabase } from "../../engines/location.js";
export type { KeptStore } from "../../engines/engine.js";
