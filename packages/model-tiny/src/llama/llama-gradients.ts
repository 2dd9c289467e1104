/**
 * The loss of a LLaMA-family model and its gradients, a layer at a time, so that few recordings serve all layers.
 * Forward, the first layers keep what their gradients need, as many as a bounded memory holds; of the others only the
 * hidden states between them are kept, and backward each is computed once more from what came into it (Chen et al.
 * 2016).
 */
import { embedding } from "@resonance-rope/tfjs-runtime";
import * as tf from "@tensorflow/tfjs-core";
import type { Weights } from "../decoder.js";
import type { Batch } from "../train-step.js";
import { addEach } from "./add-each.js";
import type { LlamaGradientsOptions } from "./llama-gradients-options.js";
import { type LlamaHead, compileLlamaHead } from "./llama-head.js";
import { type LlamaLayer, compileLlamaLayer } from "./llama-layer.js";

export interface LlamaGradients {
  /** Mean loss in nats over the targets of weight 1, and its gradient by each trained parameter; the caller's. */
  (weights: Weights, batch: Batch): { readonly loss: tf.Scalar; readonly gradients: Map<string, tf.Tensor> };
  dispose(): void;
}

/** For what layers keep for their gradients; the first one keeps it, however large. */
export const keptForGradientsBytes: number = 2 ** 30;

export function llamaGradients(options: LlamaGradientsOptions): LlamaGradients {
  const { config, rotary, isTrained, keptBytes = keptForGradientsBytes } = options;
  const layers = Array.from({ length: config.layers }, (_, layer) => `blocks.${layer}.`);
  let compiledLayer: LlamaLayer | undefined;
  let head: LlamaHead | undefined;

  const gradientsOf = (weights: Weights, batch: Batch): ReturnType<LlamaGradients> => {
    // So what throws halfway leaves no tensor.
    const { loss, gradients } = tf.tidy(() => {
      const found = passes(weights, batch);
      return { loss: found.loss, gradients: Object.fromEntries(found.gradients) };
    });
    return { loss, gradients: new Map(Object.entries(gradients)) };
  };

  /** Forward and backward. What is done with is disposed of at once, before the next layer makes its own. */
  const passes = (weights: Weights, batch: Batch): ReturnType<LlamaGradients> => {
    const parameters = [...weights.keys()].filter((name) => name.startsWith("blocks.0.")).map((name) => name.slice(9));
    compiledLayer ??= compileLlamaLayer(options, parameters);
    head ??= compileLlamaHead(options);
    const { ofBatch, trained } = compiledLayer;
    const layerWeights = (layer: string): tf.Tensor[] =>
      parameters.map((name) => weights.get(layer + name) as tf.Tensor);
    const tables = [rotary.cosines, rotary.sines];
    const { forward, forwardKeeping, backward } = ofBatch(batch.batch);
    const gradients = new Map<string, tf.Tensor>();
    const ids = tf.tensor1d(batch.inputs, "int32");

    // states[n] comes into layer n.
    const states: tf.Tensor[] = [tf.tidy(() => embedding(weights.get("embedding") as tf.Tensor2D, ids))];
    const keptByLayer: tf.Tensor[][] = [];
    for (const layer of layers) {
      const inputs = [...layerWeights(layer), ...tables, states.at(-1) as tf.Tensor];
      // All layers keep as much as the first.
      const held = (keptByLayer.length + 1) * bytesOf(keptByLayer[0] ?? []);
      const { output, kept } =
        keptBytes > 0 && held <= keptBytes ? forwardKeeping(inputs) : { output: forward(inputs), kept: [] };
      states.push(output);
      keptByLayer.push(kept);
    }
    const last = states.pop() as tf.Tensor2D;
    const { loss, upstream: ofHead, gradients: ofHeadWeights } = head(weights, last, batch);
    last.dispose();
    for (const [name, gradient] of ofHeadWeights) gradients.set(name, gradient);

    let upstream = ofHead;
    for (const layer of layers.toReversed()) {
      const [state, kept] = [states.pop() as tf.Tensor, keptByLayer.pop() as tf.Tensor[]];
      const [before, ...found] = backward([...layerWeights(layer), ...tables, state], upstream, kept);
      for (const [index, name] of trained.entries()) gradients.set(layer + name, found[index] as tf.Tensor);
      tf.dispose([state, upstream, ...kept]);
      upstream = before as tf.Tensor2D;
    }
    if (isTrained("embedding")) addEmbeddingGradient(weights, ids, upstream, gradients);
    tf.dispose([ids, upstream]);
    return { loss, gradients };
  };

  const dispose = (): void => {
    compiledLayer?.dispose();
    head?.dispose();
  };
  return Object.assign(gradientsOf, { dispose });
}

/** Of float32. */
const bytesOf = (tensors: readonly tf.Tensor[]): number =>
  tensors.reduce((sum, { size }) => sum + Float32Array.BYTES_PER_ELEMENT * size, 0);

/** Rows that were looked up, and, where the embedding is the head too, what it has from there. */
function addEmbeddingGradient(
  weights: Weights,
  ids: tf.Tensor1D,
  upstream: tf.Tensor2D,
  gradients: Map<string, tf.Tensor>,
): void {
  const table = weights.get("embedding") as tf.Tensor2D;
  const rows = tf.tidy(() => tf.grad((values) => embedding(values as tf.Tensor2D, ids))(table, upstream));
  const ofHead = gradients.get("embedding");
  gradients.set("embedding", ofHead === undefined ? rows : (addEach([ofHead], [rows])[0] as tf.Tensor));
}
