/**
 * The loss of a LLaMA-family model and its gradients, a layer at a time. Forward, only the hidden states between layers
 * are kept; backward, each layer is computed once more from what came into it (Chen et al. 2016). So memory is that of
 * one layer, whatever their number, and two recordings serve all of them.
 */
import {
  type CompiledFunction,
  type Precision,
  compile,
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
}

export interface LlamaGradients {
  /** Mean loss in nats over the targets of weight 1, and its gradient by each trained parameter; the caller's. */
  (weights: Weights, batch: Batch): { readonly loss: tf.Scalar; readonly gradients: Map<string, tf.Tensor> };
  dispose(): void;
}

/** Tokens whose logits are held at once: V floats each, and as many for their gradient. */
const logitTokens = 512;

export function llamaGradients(options: LlamaGradientsOptions): LlamaGradients {
  const { config, rotary, isTrained } = options;
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
    const { forward, backward, trained } = layerFunctions;
    const layerWeights = (layer: string): tf.Tensor[] =>
      parameters.map((name) => weights.get(layer + name) as tf.Tensor);
    const tables = [rotary.cosines, rotary.sines];
    const sequences = batch.batch;
    const gradients = new Map<string, tf.Tensor>();
    const ids = tf.tensor1d(batch.inputs, "int32");

    // states[n] comes into layer n.
    const states: tf.Tensor[] = [tf.tidy(() => embedding(weights.get("embedding") as tf.Tensor2D, ids))];
    for (const layer of layers)
      states.push(forward([...layerWeights(layer), ...tables, states.at(-1) as tf.Tensor], sequences));
    const last = states.pop() as tf.Tensor2D;
    const { loss, upstream: ofHead, gradients: ofHeadWeights } = head(weights, last, batch);
    last.dispose();
    for (const [name, gradient] of ofHeadWeights) gradients.set(name, gradient);

    let upstream = ofHead;
    for (const layer of layers.toReversed()) {
      const state = states.pop() as tf.Tensor;
      const [before, ...found] = backward([...layerWeights(layer), ...tables, state, upstream], sequences);
      for (const [index, name] of trained.entries()) gradients.set(layer + name, found[index] as tf.Tensor);
      tf.dispose([state, upstream]);
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
  /** A layer's weights, cosines, sines and the states before it, to those after it. */
  readonly forward: (inputs: tf.Tensor[], batch: number) => tf.Tensor;
  /** The same and the gradient by the states after it, to those by the states before it and by its trained weights. */
  readonly backward: (inputs: tf.Tensor[], batch: number) => tf.Tensor[];
  /** Names of the trained weights in a layer, in the order of their gradients. */
  readonly trained: readonly string[];
  dispose(): void;
}

function compileLayer(
  { config, headDimension, rotary, precision, isTrained }: LlamaGradientsOptions,
  parameters: readonly string[],
): LayerFunctions {
  const trained = parameters.filter((name) => isTrained(`blocks.0.${name}`));
  const outputOf = (weights: Weights, [cosines, sines, hidden]: tf.Tensor[], batch: number): tf.Tensor2D =>
    llamaBlock(config, headDimension, weights, {
      batch,
      precision,
      layer: 0,
      attend: attendCausally,
      hidden: hidden as tf.Tensor2D,
      rotary: { ...rotary, cosines: cosines as tf.Tensor2D, sines: sines as tf.Tensor2D },
    });
  const named = (tensors: readonly tf.Tensor[]): Map<string, tf.Tensor> =>
    new Map(parameters.map((name, index) => [`blocks.0.${name}`, tensors[index] as tf.Tensor]));
  const count = parameters.length;

  const forwards = byBatch((batch) => (inputs) => [outputOf(named(inputs), inputs.slice(count), batch)]);
  const backwards = byBatch((batch) => (inputs) => {
    const weights = named(inputs);
    const [cosines, sines, hidden, upstream] = inputs.slice(count) as [tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor];
    const output = (state: tf.Tensor, ...values: tf.Tensor[]): tf.Tensor => {
      const here = new Map(weights);
      for (const [index, name] of trained.entries()) here.set(`blocks.0.${name}`, values[index] as tf.Tensor);
      return outputOf(here, [cosines, sines, state], batch);
    };
    const values = trained.map((name) => weights.get(`blocks.0.${name}`) as tf.Tensor);
    return tf.grads(output)([hidden, ...values], upstream);
  });
  return {
    forward: (inputs, batch) => forwards.of(batch)(inputs)[0] as tf.Tensor,
    backward: (inputs, batch) => backwards.of(batch)(inputs),
    trained,
    dispose() {
      forwards.dispose();
      backwards.dispose();
    },
  };
}

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

/** A compiled function for each number of sequences, which their recordings hold. */
function byBatch(compute: (batch: number) => (inputs: tf.Tensor[]) => tf.Tensor[]): {
  of(batch: number): CompiledFunction;
  dispose(): void;
} {
  const compiled = new Map<number, CompiledFunction>();
  return {
    of(batch) {
      let found = compiled.get(batch);
      if (found === undefined) compiled.set(batch, (found = compile(compute(batch))));
      return found;
    },
    dispose() {
      for (const each of compiled.values()) each.dispose();
      compiled.clear();
    },
  };
}
