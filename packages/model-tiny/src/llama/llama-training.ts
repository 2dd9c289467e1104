/** A LLaMA-family model in training: all of its weights, or low-rank adapters beside weights that stay as they are. */
import { type OptimizerConfig, type RandomSource, randomSource } from "@resonance-rope/contracts";
import type { RopeSpec } from "@resonance-rope/rope-core";
import { type CompiledFunction, type Precision, adamw, compile, requirePrecision } from "@resonance-rope/tfjs-runtime";
import * as tf from "@tensorflow/tfjs-core";
import { loadCheckpoint, saveCheckpoint } from "../checkpoint.js";
import type { Weights } from "../decoder.js";
import { learningRate } from "../learning-rate.js";
import { rotaryTensors } from "../rotary-tensors.js";
import type { Batch } from "../train-step.js";
import type { StepReport } from "../training.js";
import { type TrainingState } from "../training-state.js";
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
  const updates = updatesOf(optimizer);
  let step = checkpoint?.step ?? 0;

  return {
    get step() {
      return step;
    },
    async advance(batches, signal) {
      const { loss, gradients } = await averageGradients(batches, signal);
      const norm = Math.sqrt(await sumOfSquares([...gradients.values()]));
      const clip = optimizer.gradientClip === null ? 1 : Math.min(1, optimizer.gradientClip / (norm + 1e-6));
      const rate = learningRate(optimizer, step, steps);
      step += 1;
      for (const { name, role } of trained) {
        const gradient = gradients.get(name) as tf.Tensor;
        const before = [weightsOf, firstOf, secondOf].map((tensors) => tensors.get(name) as tf.Tensor);
        const after = updates.apply(role, [...before, gradient], { clip, rate, step });
        tf.dispose([...before, gradient]);
        for (const [index, tensors] of [weightsOf, firstOf, secondOf].entries())
          tensors.set(name, after[index] as tf.Tensor);
        weights.set(name, after[0] as tf.Tensor);
      }
      return { loss, gradientNorm: norm, learningRate: rate };
    },
    weights: () => weights,
    save: () => saveCheckpoint(trained, currentState()),
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
    for (const [index, batch] of batches.entries()) {
      if (signal?.aborted) tf.dispose([...sums.values()]);
      signal?.throwIfAborted();
      const share = (counts[index] as number) / all;
      const { loss, gradients } = gradientsOf(weights, batch);
      mean += share * ((await loss.data())[0] as number);
      loss.dispose();
      for (const [name, gradient] of gradients) {
        const earlier = sums.get(name);
        if (share === 1 && earlier === undefined) sums.set(name, gradient);
        else {
          const scaled = tf.tidy(() => {
            const part = tf.mul(gradient, share);
            return earlier === undefined ? part : tf.add(earlier, part);
          });
          sums.set(name, scaled);
          tf.dispose([gradient, ...(earlier === undefined ? [] : [earlier])]);
        }
      }
    }
    return { loss: mean, gradients: sums };
  }
}

/** Weights as they are, moments of zero. */
function startOf(trained: readonly LlamaParameter[], weights: Weights): TrainingState {
  const zeros = (): tf.Tensor[] => trained.map(({ shape }) => tf.zeros([...shape]));
  return {
    weights: trained.map(({ name }) => weights.get(name) as tf.Tensor),
    firstMoments: zeros(),
    secondMoments: zeros(),
  };
}

function newAdapters(parameters: readonly LlamaParameter[], random: RandomSource): [string, tf.Tensor][] {
  return parameters.map((parameter) => [
    parameter.name,
    tf.tensor(initializeAdapter(parameter, random), [...parameter.shape]),
  ]);
}

async function sumOfSquares(tensors: readonly tf.Tensor[]): Promise<number> {
  const total = tf.tidy(() => tf.addN(tensors.map((tensor) => tf.sum(tf.square(tensor)))));
  const [value] = await total.data();
  total.dispose();
  return value as number;
}

interface Updates {
  /** Weight, both moments and gradient to the first three after the step. */
  apply(
    role: LlamaParameter["role"],
    tensors: readonly tf.Tensor[],
    step: { readonly clip: number; readonly rate: number; readonly step: number },
  ): tf.Tensor[];
  dispose(): void;
}

/** AdamW a parameter at a time: old and new values of one are in memory together, not those of all. */
function updatesOf(optimizer: OptimizerConfig): Updates {
  const compiled = Object.fromEntries(
    ["matrix", "vector"].map((role) => [
      role,
      compile((inputs) => {
        const [weight, first, second, gradient, clip, rate, firstCorrection, secondCorrection] = inputs as [
          ...[tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor],
          ...[tf.Scalar, tf.Scalar, tf.Scalar, tf.Scalar],
        ];
        const { weights, firstMoments, secondMoments } = adamw(
          { weights: [weight], firstMoments: [first], secondMoments: [second] },
          [tf.mul(gradient, clip)],
          { learningRate: rate, firstCorrection, secondCorrection },
          { ...optimizer, gradientClip: null, decayed: [role === "matrix"] },
        );
        return [...weights, ...firstMoments, ...secondMoments];
      }),
    ]),
  ) as Record<LlamaParameter["role"], CompiledFunction>;
  return {
    apply(role, tensors, { clip, rate, step }) {
      const scalars = [clip, rate, 1 - optimizer.beta1 ** step, 1 - optimizer.beta2 ** step].map((value) =>
        tf.scalar(value),
      );
      const after = compiled[role]([...tensors, ...scalars]);
      tf.dispose(scalars);
      return after;
    },
    dispose() {
      for (const each of Object.values(compiled)) each.dispose();
    },
  };
}
