/** One recorded layer of a LLaMA-family model and its gradient, which serve all layers. */
import { type CompiledWithGradient, compileWithGradient } from "@resonance-rope/tfjs-runtime";
import type * as tf from "@tensorflow/tfjs-core";
import { attendCausally } from "../blocks/attention.js";
import { llamaBlock } from "./llama-decoder.js";
import type { LlamaGradientsOptions } from "./llama-gradients-options.js";

export interface LlamaLayer {
  /**
   * A layer's weights, cosines, sines and the states before it, to those after it; gradients by the states before it
   * and by its trained weights. One for each number of sequences, which the recordings hold.
   */
  ofBatch(batch: number): CompiledWithGradient;
  /** Names of the trained weights in a layer, in the order of their gradients. */
  readonly trained: readonly string[];
  dispose(): void;
}

export function compileLlamaLayer(
  { config, headDimension, rotary, precision, isTrained }: LlamaGradientsOptions,
  parameters: readonly string[],
): LlamaLayer {
  const trained = parameters.filter((name) => isTrained(`blocks.0.${name}`));
  const count = parameters.length;
  const named = [count + 2, ...trained.map((name) => parameters.indexOf(name))];
  const outputOf = (inputs: readonly tf.Tensor[], batch: number): tf.Tensor => {
    const [cosines, sines, hidden] = inputs.slice(count) as [tf.Tensor2D, tf.Tensor2D, tf.Tensor2D];
    const weights = new Map(parameters.map((name, index) => [`blocks.0.${name}`, inputs[index] as tf.Tensor]));
    const block = { hidden, rotary: { ...rotary, cosines, sines }, precision, attend: attendCausally, layer: 0, batch };
    return llamaBlock(config, headDimension, weights, block);
  };
  const compiled = new Map<number, CompiledWithGradient>();
  return {
    ofBatch(batch) {
      let known = compiled.get(batch);
      if (known === undefined)
        compiled.set(batch, (known = compileWithGradient((inputs) => outputOf(inputs, batch), named)));
      return known;
    },
    trained,
    dispose() {
      for (const each of compiled.values()) each.dispose();
    },
  };
}
