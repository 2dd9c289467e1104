import type { Precision } from "@resonance-rope/tfjs-runtime";
import type { RotaryTensors } from "../rotary-tensors.js";
import type { LlamaConfig } from "./llama-config.js";

export interface LlamaGradientsOptions {
  readonly config: LlamaConfig;
  readonly headDimension: number;
  /** Of the batches' length. */
  readonly rotary: RotaryTensors;
  /** Of the products. */
  readonly precision: Precision;
  /** Whether a parameter has a gradient. */
  readonly isTrained: (name: string) => boolean;
  /** For what layers keep for their gradients; default `keptForGradientsBytes`, 0 keeps nothing. */
  readonly keptBytes?: number;
}
