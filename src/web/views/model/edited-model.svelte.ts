import type { SegmentModel } from "../../../model/segment-model.js";

/** The model being edited; it stays while other views are looked at. */
class EditedModel {
  /** As it was picked or opened. */
  original = $state.raw<SegmentModel>();
  model = $state.raw<SegmentModel>();
  isEdited: boolean = $derived(this.model !== this.original);

  /** Starts from a model; whatever was edited before is left behind. */
  start(model: SegmentModel): void {
    this.original = model;
    this.model = model;
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
