/** Scores sequences under the true prefix: the likeliest token and the loss of the right one, at each position. */
import type { ModelConfig } from "@resonance-rope/contracts";
import type { RopeSpec } from "@resonance-rope/rope-core";
import { type Precision, compile, requirePrecision, tokenCrossEntropy } from "@resonance-rope/tfjs-runtime";
import * as tf from "@tensorflow/tfjs-core";
import { noDropout } from "./blocks/dropout.js";
import { decoderLogits } from "./decoder.js";
import { parameterShapes } from "./parameters.js";
import { rotaryTensors } from "./rotary-tensors.js";

export interface ScorerOptions {
  readonly config: ModelConfig;
  /** The position encoding to score with; it may differ from the one in training. */
  readonly rope: RopeSpec;
  /** T, tokens a sequence. */
  readonly length: number;
  /** Sequences in one call of the engine; the last call is filled up with token 0. */
  readonly batchSize: number;
  /** Of the products inside the blocks. Default float32. */
  readonly precision?: Precision;
}

export interface Scores {
  /** argmax at each position, sequences x T. */
  readonly predictions: Int32Array;
  /** Negative log-likelihood of each target in nats, sequences x T. */
  readonly lossesNats: Float32Array;
}

export interface Scorer {
  /** @param inputs and targets sequences x T, row by row; the output at a position is scored against its target. */
  (weights: readonly tf.Tensor[], inputs: Int32Array, targets: Int32Array): Promise<Scores>;
  dispose(): void;
}

export function createScorer({ config, rope, length, batchSize, precision = "float32" }: ScorerOptions): Scorer {
  requirePrecision(precision);
  const shapes = parameterShapes(config, rope.headDimension);
  const rotary = rotaryTensors(rope, length);
  const size = batchSize * length;

  const forward = compile((tensors) => {
    const [tokens, targets] = tensors.slice(shapes.length) as [tf.Tensor1D, tf.Tensor1D];
    const named = new Map(shapes.map(({ name }, index) => [name, tensors[index] as tf.Tensor]));
    const input = { tokens, batch: batchSize, rotary, dropout: noDropout, precision };
    const logits = decoderLogits(config, rope.headDimension, named, input);
    return [tf.argMax(logits, -1), tokenCrossEntropy(logits, targets)];
  });

  const score = async (weights: readonly tf.Tensor[], inputs: Int32Array, targets: Int32Array): Promise<Scores> => {
    const predictions = new Int32Array(inputs.length);
    const lossesNats = new Float32Array(inputs.length);
    for (let start = 0; start < inputs.length; start += size) {
      const scored = Math.min(size, inputs.length - start);
      const batch = [inputs, targets].map((tokens) => {
        const filled = new Int32Array(size);
        filled.set(tokens.subarray(start, start + scored));
        return tf.tensor1d(filled, "int32");
      });
      const outputs = forward([...weights, ...batch]);
      const [likeliest, losses] = await Promise.all(outputs.map((output) => output.data()));
      predictions.set((likeliest as Int32Array).subarray(0, scored), start);
      lossesNats.set((losses as Float32Array).subarray(0, scored), start);
      tf.dispose([...batch, ...outputs]);
    }
    return { predictions, lossesNats };
  };

  const dispose = (): void => {
    forward.dispose();
    tf.dispose([rotary.cosines, rotary.sines]);
  };
  return Object.assign(score, { dispose });
}
