import type { Component } from "svelte";
import { loadOnce } from "./load-once.js";

/** A view of the dashboard; its code is loaded when it is first shown. */
export interface View {
  readonly name: string;
  readonly title: string;
  /** Its path, which is also a link to it. */
  readonly path: string;
  /** True where the navigation lists it. */
  readonly listed: boolean;
  load(): Promise<{ default: Component }>;
}

const missing: View = {
  name: "missing",
  title: "Not found",
  path: "",
  listed: false,
  load: loadOnce(() => import("./views/missing.svelte")),
};

/** All views, in the order of the navigation. */
export const VIEWS: readonly View[] = [
  view("overview", "Overview", "/", () => import("./views/overview/overview.svelte")),
  view("grid", "Grid", "/grid", () => import("./views/grid/grid.svelte")),
  view("movement", "Movement", "/movement", () => import("./views/movement/movement.svelte")),
  view("model", "Model", "/model", () => import("./views/model/model.svelte")),
  view("icp", "ICP", "/icp", () => import("./views/icp/icp.svelte")),
  view("runs", "Runs", "/runs", () => import("./views/runs/runs.svelte")),
  { ...view("customer", "Customer", "/customer", () => import("./views/customer/customer.svelte")), listed: false },
];

/** The view of a path; one that says so where there is none. */
export function viewOf(path: string): View {
  return VIEWS.find((each) => each.path === path) ?? missing;
}

function view(name: string, title: string, path: string, load: View["load"]): View {
  return { name, title, path, listed: true, load: loadOnce(load) };
}
