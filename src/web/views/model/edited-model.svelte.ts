import type { SegmentModel } from "../../../model/segment-model.js";

/** The model being edited; it stays while other views are looked at. */
class EditedModel {
  /** As it was picked or opened. */
  original = $state.raw<SegmentModel>();
  model = $state.raw<SegmentModel>();
  isEdited: boolean = $derived(this.model !== this.original);
  /** The edited form of each model that the user left for another one. */
  readonly #drafts = new WeakMap<SegmentModel, SegmentModel>();

  /** Turns to a model, as it was left if it was edited before. The same model again changes nothing. */
  start(model: SegmentModel): void {
    if (JSON.stringify(model) === JSON.stringify(this.original)) return;
    if (this.original !== undefined && this.model !== undefined) this.#drafts.set(this.original, this.model);
    this.original = model;
    this.model = this.#drafts.get(model) ?? model;
  }

  /** Takes an edited model, whose name says so: the models that come with Quintile keep theirs. */
  edit(change: (model: SegmentModel) => SegmentModel): void {
    if (this.model === undefined || this.original === undefined) return;
    const changed = change(this.model);
    const isUnnamed = changed.name === this.original.name;
    this.model = isUnnamed ? { ...changed, name: `my-${this.original.name.replace(/^my-/, "")}` } : changed;
  }

  /** Back to the model as it was picked or opened. */
  reset(): void {
    this.model = this.original;
  }
}

/** The one model being edited. */
export const edited = new EditedModel();
