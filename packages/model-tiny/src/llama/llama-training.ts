/** A LLaMA-family model in training: all of its weights, or low-rank adapters beside weights that stay as they are. */
import { type OptimizerConfig, type RandomSource, ResonanceError, randomSource } from "@resonance-rope/contracts";
import type { RopeSpec } from "@resonance-rope/rope-core";
import { type Precision, requirePrecision, sumOfSquares } from "@resonance-rope/tfjs-runtime";
import * as tf from "@tensorflow/tfjs-core";
import { loadCheckpoint, saveCheckpoint } from "../checkpoint.js";
import type { Weights } from "../decoder.js";
import { learningRate } from "../learning-rate.js";
import { takeValue } from "../take-values.js";
import { rotaryTensors } from "../rotary-tensors.js";
import type { Batch } from "../train-step.js";
import type { StepReport } from "../training.js";
import { type TrainingState } from "../training-state.js";
import { adamwUpdates } from "./adamw-updates.js";
import type { LlamaConfig } from "./llama-config.js";
import { llamaGradients } from "./llama-gradients.js";
import { type LlamaParameter, llamaParameters } from "./llama-parameters.js";
import { adapterParameters, initializeAdapter } from "./low-rank-adapters.js";

export interface LlamaTrainingOptions {
  readonly config: LlamaConfig;
  /** The position encoding in use while training. */
  readonly rope: RopeSpec;
  /** The model to begin with; the training's from now on. */
  readonly weights: Weights;
  /** Rank of low-rank adapters on queries, keys, values and outputs; null trains all weights. */
  readonly adapterRank: number | null;
  readonly optimizer: OptimizerConfig;
  /** Steps of the whole training, which the schedule needs. */
  readonly steps: number;
  /** T, tokens a sequence. */
  readonly length: number;
  /** Decides the adapters' first values. */
  readonly seed: number;
  /** Of the products; weights and moments are float32. Default float32. */
  readonly precision?: Precision;
  /** Where to go on: what `save` gave, and the steps done by then. */
  readonly checkpoint?: { readonly bytes: Uint8Array; readonly step: number };
}

export interface LlamaTraining {
  /** Steps done. */
  readonly step: number;
  /**
   * One step over some batches, whose gradients are averaged as one batch's would be.
   * @param signal looked at between batches: rejects with its reason, and nothing has moved.
   */
  advance(batches: readonly Batch[], signal?: AbortSignal): Promise<StepReport>;
  /** The current weights, adapters among them, by name; the training's, valid until it advances. */
  weights(): Weights;
  /** What is trained and its moments: of adapters alone that is a few megabytes. */
  save(): Promise<Uint8Array>;
  dispose(): void;
}

export function createLlamaTraining(options: LlamaTrainingOptions): LlamaTraining {
  const { config, rope, optimizer, steps, length, seed, adapterRank, checkpoint, precision = "float32" } = options;
  const { headDimension } = rope;
  requirePrecision(precision);
  const trained =
    adapterRank === null
      ? llamaParameters(config, headDimension)
      : adapterParameters(config, headDimension, adapterRank);
  const weights = new Map(options.weights);
  if (checkpoint === undefined && adapterRank !== null)
    for (const [name, tensor] of newAdapters(trained, randomSource(seed).fork("adapters"))) weights.set(name, tensor);
  const state = checkpoint === undefined ? startOf(trained, weights) : loadCheckpoint(trained, checkpoint.bytes);
  const [weightsOf, firstOf, secondOf] = [state.weights, state.firstMoments, state.secondMoments].map(
    (tensors) => new Map(trained.map(({ name }, index) => [name, tensors[index] as tf.Tensor])),
  ) as [Map<string, tf.Tensor>, Map<string, tf.Tensor>, Map<string, tf.Tensor>];
  for (const [name, tensor] of weightsOf) {
    if (weights.get(name) !== tensor) weights.get(name)?.dispose();
    weights.set(name, tensor);
  }

  const rotary = rotaryTensors(rope, length);
  const isTrained = (name: string): boolean => weightsOf.has(name);
  const gradientsOf = llamaGradients({ config, headDimension, rotary, precision, isTrained });
  const updates = adamwUpdates(optimizer);
  let step = checkpoint?.step ?? 0;
  /** Not while a step is being made: to go back from its middle would take a second copy of all that is trained. */
  let isWhole = true;
  const requireWhole = (): void => {
    if (!isWhole) throw halfDone(step + 1);
  };

  return {
    get step() {
      return step;
    },
    async advance(batches, signal) {
      requireWhole();
      const { loss, gradients } = await averageGradients(batches, signal);
      try {
        const norm = Math.sqrt(await takeValue(tf.tidy(() => sumOfSquares([...gradients.values()]))));
        const clip = optimizer.gradientClip === null ? 1 : Math.min(1, optimizer.gradientClip / (norm + 1e-6));
        const rate = learningRate(optimizer, step, steps);
        isWhole = false;
        for (const { name, role } of trained) {
          const gradient = gradients.get(name) as tf.Tensor;
          const before = [weightsOf, firstOf, secondOf].map((tensors) => tensors.get(name) as tf.Tensor);
          const after = updates.apply(role, [...before, gradient], { clip, rate, step: step + 1 });
          tf.dispose([...before, gradient]);
          for (const [index, tensors] of [weightsOf, firstOf, secondOf].entries())
            tensors.set(name, after[index] as tf.Tensor);
          weights.set(name, after[0] as tf.Tensor);
        }
        isWhole = true;
        step += 1;
        return { loss, gradientNorm: norm, learningRate: rate };
      } finally {
        tf.dispose([...gradients.values()]);
      }
    },
    weights() {
      requireWhole();
      return weights;
    },
    async save() {
      requireWhole();
      return saveCheckpoint(trained, currentState());
    },
    dispose() {
      gradientsOf.dispose();
      updates.dispose();
      tf.dispose([...weights.values(), ...firstOf.values(), ...secondOf.values(), rotary.cosines, rotary.sines]);
    },
  };

  function currentState(): TrainingState {
    const list = (tensors: ReadonlyMap<string, tf.Tensor>): tf.Tensor[] =>
      trained.map(({ name }) => tensors.get(name) as tf.Tensor);
    return { weights: list(weightsOf), firstMoments: list(firstOf), secondMoments: list(secondOf) };
  }

  /** Each batch counts by its targets, so that cutting a batch in pieces changes nothing. */
  async function averageGradients(
    batches: readonly Batch[],
    signal: AbortSignal | undefined,
  ): Promise<{ loss: number; gradients: ReadonlyMap<string, tf.Tensor> }> {
    const counts = batches.map(({ targetWeights }) => targetWeights.reduce((sum, weight) => sum + weight, 0));
    const all = counts.reduce((sum, count) => sum + count, 0);
    let mean = 0;
    const sums = new Map<string, tf.Tensor>();
    try {
      for (const [index, batch] of batches.entries()) {
        signal?.throwIfAborted();
        const share = (counts[index] as number) / all;
        const { loss, gradients } = gradientsOf(weights, batch);
        addShare(sums, gradients, share);
        mean += share * (await takeValue(loss));
      }
      return { loss: mean, gradients: sums };
    } catch (error) {
      tf.dispose([...sums.values()]);
      throw error;
    }
  }
}

/** The gradients are disposed of, or are the sums. */
function addShare(sums: Map<string, tf.Tensor>, gradients: ReadonlyMap<string, tf.Tensor>, share: number): void {
  for (const [name, gradient] of gradients) {
    const earlier = sums.get(name);
    if (share === 1 && earlier === undefined) {
      sums.set(name, gradient);
      continue;
    }
    const summed = tf.tidy(() => {
      const part = tf.mul(gradient, share);
      return earlier === undefined ? part : tf.add(earlier, part);
    });
    sums.set(name, summed);
    tf.dispose([gradient, ...(earlier === undefined ? [] : [earlier])]);
  }
}

/** Weights as they are, moments of zero. */
function startOf(trained: readonly LlamaParameter[], weights: Weights): TrainingState {
  const values = trained.map(({ name }) => weights.get(name) as tf.Tensor);
  // Zeros by shape would pass through JavaScript's memory.
  const zeros = (): tf.Tensor[] => values.map((weight) => tf.zerosLike(weight));
  return { weights: values, firstMoments: zeros(), secondMoments: zeros() };
}

const halfDone = (step: number): ResonanceError =>
  new ResonanceError({
    kind: "unavailable",
    where: "createLlamaTraining",
    expected: "weights of one step",
    received: `some from before and some from after step ${step}, which failed`,
    remedy: "dispose of it, and go on from its last checkpoint",
  });

function newAdapters(parameters: readonly LlamaParameter[], random: RandomSource): [string, tf.Tensor][] {
  return parameters.map((parameter) => [
    parameter.name,
    tf.tensor(initializeAdapter(parameter, random), [...parameter.shape]),
  ]);
}
