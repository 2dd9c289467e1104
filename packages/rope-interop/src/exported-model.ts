import type { EncodedModel } from "./encoded-model.js";

/** What an export wrote, and what will become of it. */
export interface ExportedModel extends EncodedModel {
  /** Paths, the one that engines are given first. */
  readonly written: readonly string[];
  /** Bytes of all of them; a file that is linked to the input's counts whole. */
  readonly writtenBytes: number;
}
