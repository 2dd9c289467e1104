/** A model as it was written, seen as an engine sees it: what the statements of engines are made from. */
import type { RopeSpec } from "@resonance-rope/rope-core";

export interface WrittenModel {
  readonly format: "hugging-face" | "gguf";
  /** `model_type`, or `general.architecture`. */
  readonly architecture: string;
  /** The folder or file, as a launch line names it. */
  readonly path: string;
  /** What it is to compute. */
  readonly spec: RopeSpec;
  /** m of the spec. */
  readonly attentionFactor: number;
  /** M, in tokens. */
  readonly contextLength: number;
  /** The rope dictionary of a config; null in a GGUF. */
  readonly rope: WrittenRope | null;
}

export interface WrittenRope {
  /** As it stands in the file: `default`, `linear`, `yarn`, `longrope`, … */
  readonly type: string;
  /** The key that holds it, or none of them: plain RoPE needs no dictionary. */
  readonly place: "rope_scaling" | "rope_parameters" | null;
  /** Whether older engines, which look at the top level alone, find the base; also where it is the default. */
  readonly hasTopLevelBase: boolean;
  /** O in the dictionary, in tokens. */
  readonly originalLength: number | null;
  readonly hasTopLevelOriginalLength: boolean;
  readonly factor: number | null;
  /** m by the fields that only some engines read: YaRN's `mscale` with `mscale_all_dim`, LongRoPE's `long_mscale`. */
  readonly scaledMagnitude: number | null;
  /** YaRN's. */
  readonly truncate: boolean;
}
