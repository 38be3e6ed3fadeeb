export { keepStore } from "../../engines/keep-store.js";
export type { KeptStore } from "../../engines/engine.js";
