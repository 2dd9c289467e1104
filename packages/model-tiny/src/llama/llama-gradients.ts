/**
 * The loss of a LLaMA-family model and its gradients, a layer at a time, so that few recordings serve all layers.
 * Forward, the first layers keep what their gradients need, as many as a bounded memory holds; of the others only the
 * hidden states between them are kept, and backward each is computed once more from what came into it (Chen et al. 2016).
 */
import {
  type CompiledWithGradient,
  type Precision,
  compile,
  compileWithGradient,
  embedding,
  rmsNorm,
  tokenCrossEntropy,
} from "@resonance-rope/tfjs-runtime";
import * as tf from "@tensorflow/tfjs-core";
import { attendCausally } from "../blocks/attention.js";
import type { Weights } from "../decoder.js";
import type { RotaryTensors } from "../rotary-tensors.js";
import type { Batch } from "../train-step.js";
import type { LlamaConfig } from "./llama-config.js";
import { llamaBlock, llamaLogits } from "./llama-decoder.js";

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

export interface LlamaGradients {
  /** Mean loss in nats over the targets of weight 1, and its gradient by each trained parameter; the caller's. */
  (weights: Weights, batch: Batch): { readonly loss: tf.Scalar; readonly gradients: Map<string, tf.Tensor> };
  dispose(): void;
}

/** For what layers keep for their gradients; the first one keeps it, however large. */
export const keptForGradientsBytes: number = 2 ** 30;

/** Tokens whose logits are held at once: V floats each, and as many for their gradient. */
const logitTokens = 512;

export function llamaGradients(options: LlamaGradientsOptions): LlamaGradients {
  const { config, rotary, isTrained, keptBytes = keptForGradientsBytes } = options;
  const layers = Array.from({ length: config.layers }, (_, layer) => `blocks.${layer}.`);
  let layerFunctions: LayerFunctions | undefined;
  let head: HeadFunction | undefined;

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
    layerFunctions ??= compileLayer(options, parameters);
    head ??= compileHead(options);
    const { ofBatch, trained } = layerFunctions;
    const layerWeights = (layer: string): tf.Tensor[] =>
      parameters.map((name) => weights.get(layer + name) as tf.Tensor);
    const tables = [rotary.cosines, rotary.sines];
    const { forward, forwardKeeping, backward } = ofBatch(batch.batch);
    const gradients = new Map<string, tf.Tensor>();
    const ids = tf.tensor1d(batch.inputs, "int32");

    // states[n] comes into layer n.
    const states: tf.Tensor[] = [tf.tidy(() => embedding(weights.get("embedding") as tf.Tensor2D, ids))];
    const keptByLayer: tf.Tensor[][] = [];
    let room = keptBytes;
    for (const layer of layers) {
      const inputs = [...layerWeights(layer), ...tables, states.at(-1) as tf.Tensor];
      // All layers keep as much as the first.
      const wanted = bytesOf(keptByLayer[0] ?? []);
      const { output, kept } =
        room > 0 && wanted <= room ? forwardKeeping(inputs) : { output: forward(inputs), kept: [] };
      room -= bytesOf(kept);
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
    layerFunctions?.dispose();
    head?.dispose();
  };
  return Object.assign(gradientsOf, { dispose });
}

interface LayerFunctions {
  /**
   * A layer's weights, cosines, sines and the states before it, to those after it; gradients by the states before it
   * and by its trained weights. One for each number of sequences, which the recordings hold.
   */
  ofBatch(batch: number): CompiledWithGradient;
  /** Names of the trained weights in a layer, in the order of their gradients. */
  readonly trained: readonly string[];
  dispose(): void;
}

function compileLayer(
  { config, headDimension, rotary, precision, isTrained }: LlamaGradientsOptions,
  parameters: readonly string[],
): LayerFunctions {
  const trained = parameters.filter((name) => isTrained(`blocks.0.${name}`));
  const [cosinesAt, sinesAt, hiddenAt] = [0, 1, 2].map((place) => parameters.length + place) as [
    number,
    number,
    number,
  ];
  const ofBatch = (batch: number): CompiledWithGradient =>
    compileWithGradient(
      (inputs) =>
        llamaBlock(
          config,
          headDimension,
          new Map(parameters.map((name, index) => [`blocks.0.${name}`, inputs[index] as tf.Tensor])),
          {
            batch,
            precision,
            layer: 0,
            attend: attendCausally,
            hidden: inputs[hiddenAt] as tf.Tensor2D,
            rotary: {
              ...rotary,
              cosines: inputs[cosinesAt] as tf.Tensor2D,
              sines: inputs[sinesAt] as tf.Tensor2D,
            },
          },
        ),
      [hiddenAt, ...trained.map((name) => parameters.indexOf(name))],
    );
  const compiled = new Map<number, CompiledWithGradient>();
  return {
    ofBatch(batch) {
      const known = compiled.get(batch);
      if (known !== undefined) return known;
      const made = ofBatch(batch);
      compiled.set(batch, made);
      return made;
    },
    trained,
    dispose() {
      for (const each of compiled.values()) each.dispose();
    },
  };
}

/** Of float32. */
const bytesOf = (tensors: readonly tf.Tensor[]): number =>
  tensors.reduce((sum, { size }) => sum + Float32Array.BYTES_PER_ELEMENT * size, 0);

interface HeadFunction {
  (
    weights: Weights,
    hidden: tf.Tensor2D,
    batch: Batch,
  ): { readonly loss: tf.Scalar; readonly upstream: tf.Tensor2D; readonly gradients: Map<string, tf.Tensor> };
  dispose(): void;
}

/** The last norm, the head and the loss, some tokens at a time. */
function compileHead({ config, precision, isTrained }: LlamaGradientsOptions): HeadFunction {
  const matrix = config.head === "tied" ? "embedding" : "head";
  const names = ["final_norm", matrix];
  const trained = names.filter(isTrained);
  const part = compile((inputs) => {
    const [hidden, targets, shares, ...values] = inputs as [tf.Tensor, tf.Tensor1D, tf.Tensor1D, ...tf.Tensor[]];
    const weights = new Map(names.map((name, index) => [name, values[index] as tf.Tensor]));
    const loss = (state: tf.Tensor, ...changed: tf.Tensor[]): tf.Scalar => {
      const here = new Map([...weights, ...trained.map((name, index) => [name, changed[index] as tf.Tensor] as const)]);
      const normed = rmsNorm(state as tf.Tensor2D, here.get("final_norm") as tf.Tensor, config.normEpsilon);
      const logits = llamaLogits(config, here, normed, precision);
      return tf.sum(tf.mul(tokenCrossEntropy(logits, targets), shares));
    };
    const { value, grads } = tf.valueAndGrads(loss)([hidden, ...trained.map((name) => weights.get(name) as tf.Tensor)]);
    return [value, ...grads];
  });

  const run = (weights: Weights, hidden: tf.Tensor2D, { targets, targetWeights }: Batch): ReturnType<HeadFunction> => {
    const counted = targetWeights.reduce((sum, weight) => sum + weight, 0);
    const values = names.map((name) => weights.get(name) as tf.Tensor);
    const upstreams: tf.Tensor2D[] = [];
    let sums: tf.Tensor[] = [];
    for (let from = 0; from < targets.length; from += logitTokens) {
      const to = Math.min(from + logitTokens, targets.length);
      const inputs = [
        tf.slice(hidden, [from, 0], [to - from, -1]),
        tf.tensor1d(targets.subarray(from, to), "int32"),
        tf.tensor1d(targetWeights.subarray(from, to).map((weight) => weight / counted)),
      ];
      const [loss, upstream, ...found] = part([...inputs, ...values]) as [tf.Tensor, tf.Tensor2D, ...tf.Tensor[]];
      upstreams.push(upstream);
      const summed = sums.length === 0 ? [loss, ...found] : addEach(sums, [loss, ...found]);
      tf.dispose(inputs);
      sums = summed;
    }
    const upstream = tf.concat(upstreams, 0);
    tf.dispose(upstreams);
    const [loss, ...found] = sums as [tf.Scalar, ...tf.Tensor[]];
    return { loss, upstream, gradients: new Map(trained.map((name, index) => [name, found[index] as tf.Tensor])) };
  };
  return Object.assign(run, { dispose: () => part.dispose() });
}

/** Sums of both lists' tensors, which are disposed of. */
function addEach(sums: readonly tf.Tensor[], others: readonly tf.Tensor[]): tf.Tensor[] {
  return sums.map((sum, index) => {
    const other = others[index] as tf.Tensor;
    const added = tf.add(sum, other);
    tf.dispose([sum, other]);
    return added;
  });
}

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
