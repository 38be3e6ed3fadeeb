import type { SegmentModel } from "../../../model/segment-model.js";

/** Where the browser keeps what is edited. */
const KEY = "quintile.edited-model";

/** A model as it was picked or opened, and as it was edited. */
interface Draft {
  readonly original: SegmentModel;
  readonly model: SegmentModel;
}

/** The model being edited; it stays while other views are looked at, and when the page is loaded again. */
class EditedModel {
  /** As it was picked or opened. */
  original = $state.raw<SegmentModel>();
  model = $state.raw<SegmentModel>();
  isEdited: boolean = $derived(this.model !== this.original);
  /** The edited form of each model that the user left for another one. */
  readonly #drafts = new WeakMap<SegmentModel, SegmentModel>();
  /** What was edited before the page was loaded. */
  #kept: Draft | undefined = keptDraft();

  /** Turns to a model, as it was left if it was edited before. The same model again changes nothing. */
  start(model: SegmentModel): void {
    if (isSame(model, this.original)) return;
    if (this.original !== undefined && this.model !== undefined) this.#drafts.set(this.original, this.model);
    this.original = model;
    this.model = this.#drafts.get(model) ?? (isSame(model, this.#kept?.original) ? this.#kept?.model : model);
  }

  /** Takes an edited model, whose name says so: the models that come with Quintile keep theirs. */
  edit(change: (model: SegmentModel) => SegmentModel): void {
    if (this.model === undefined || this.original === undefined) return;
    const changed = change(this.model);
    const isUnnamed = changed.name === this.original.name;
    this.model = isUnnamed ? { ...changed, name: `my-${this.original.name.replace(/^my-/, "")}` } : changed;
    localStorage.setItem(KEY, JSON.stringify({ original: this.original, model: this.model } satisfies Draft));
  }

  /** Back to the model as it was picked or opened. */
  reset(): void {
    this.model = this.original;
    this.#kept = undefined;
    localStorage.removeItem(KEY);
  }
}

function isSame(one: SegmentModel, other: SegmentModel | undefined): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** Undefined where there is none, or something else. */
function keptDraft(): Draft | undefined {
  try {
    const { original, model } = JSON.parse(localStorage.getItem(KEY) ?? "{}") as Partial<Draft>;
    const areModels = [original, model].every((each) => Array.isArray(each?.segments) && Array.isArray(each.rules));
    return areModels && original !== undefined && model !== undefined ? { original, model } : undefined;
  } catch {
    return undefined;
  }
}

/** The one model being edited. */
export const edited = new EditedModel();
