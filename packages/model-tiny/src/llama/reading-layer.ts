/** One recorded layer of a LLaMA-family model that serves all layers, for reading: what it leaves are keys and values. */
import type { RopeSpec } from "@resonance-rope/rope-core";
import { type CompileOptions, type Precision, compile } from "@resonance-rope/tfjs-runtime";
import type * as tf from "@tensorflow/tfjs-core";
import type { Attend } from "../blocks/attention.js";
import type { Weights } from "../decoder.js";
import type { LayerCache } from "../key-value-cache.js";
import type { RotaryTensors } from "../rotary-tensors.js";
import type { LlamaConfig } from "./llama-config.js";
import { llamaBlock } from "./llama-decoder.js";

export interface ReadingLayerOptions {
  readonly config: LlamaConfig;
  readonly rope: RopeSpec;
  /** Of the products. */
  readonly precision: Precision;
  /** Of all layers; their names count, the values are given with each call. */
  readonly weights: Weights;
}

export interface ReadingLayer {
  /**
   * The hidden states after a layer, and its keys and values.
   * @param weights of all layers, by name
   * @param extra what `attendOf` takes
   */
  (
    weights: Weights,
    layer: number,
    states: Pick<RotaryTensors, "cosines" | "sines"> & { readonly hidden: tf.Tensor2D },
    extra: readonly tf.Tensor[],
  ): { readonly hidden: tf.Tensor2D; readonly kept: LayerCache };
  dispose(): void;
}

/** @param attendOf how it looks at tokens, and what it keeps of them */
export function compileReadingLayer(
  { config, rope, precision, weights: all }: ReadingLayerOptions,
  attendOf: (extra: readonly tf.Tensor[], keep: (kept: LayerCache) => void) => Attend,
  options?: CompileOptions,
): ReadingLayer {
  const names = [...all.keys()].filter((name) => name.startsWith("blocks.0."));
  const recorded = compile((inputs) => {
    const here = new Map(names.map((name, index) => [name, inputs[index] as tf.Tensor]));
    const [hidden, cosines, sines, ...extra] = inputs.slice(names.length) as [tf.Tensor2D, tf.Tensor2D, tf.Tensor2D];
    const found: LayerCache[] = [];
    const rotary = { cosines, sines, pairLayout: rope.pairLayout };
    const attend = attendOf(extra, (kept) => found.push(kept));
    const after = llamaBlock(config, rope.headDimension, here, {
      hidden,
      rotary,
      precision,
      attend,
      layer: 0,
      batch: 1,
    });
    return [after, ...found.flatMap(({ key, value }) => [key, value])];
  }, options);

  const read: (...given: Parameters<ReadingLayer>) => ReturnType<ReadingLayer> = (
    weights,
    layer,
    { hidden, cosines, sines },
    extra,
  ) => {
    const own = names.map((name) => weights.get(name.replace("blocks.0.", `blocks.${layer}.`)) as tf.Tensor);
    const [after, key, value] = recorded([...own, hidden, cosines, sines, ...extra]) as [
      tf.Tensor2D,
      tf.Tensor3D,
      tf.Tensor3D,
    ];
    return { hidden: after, kept: { key, value } };
  };
  return Object.assign(read, { dispose: () => recorded.dispose() });
}
