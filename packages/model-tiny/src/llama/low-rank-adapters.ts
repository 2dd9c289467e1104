/**
 * LoRA (Hu et al. 2021): a matrix W that stays as it is, and W + A · B in its place, with A of few columns. Only A and B
 * are trained. The scale is 1, that of PEFT where `lora_alpha` is the rank.
 */
import type { RandomSource } from "@resonance-rope/contracts";
import * as tf from "@tensorflow/tfjs-core";
import type { Weights } from "../decoder.js";
import type { LlamaConfig } from "./llama-config.js";
import { type LlamaParameter, llamaParameters } from "./llama-parameters.js";

const first = ".lora_a";
const second = ".lora_b";
const adapted = /\.attention\.(?:query|key|value|output)$/u;

/** A and B of every query, key, value and output, in their order: `NAME.lora_a` in x rank, `NAME.lora_b` rank x out. */
export function adapterParameters(config: LlamaConfig, headDimension: number, rank: number): LlamaParameter[] {
  return llamaParameters(config, headDimension)
    .filter(({ name }) => adapted.test(name))
    .flatMap(({ name, shape: [rows = 0, columns = 0] }) => [
      { name: name + first, shape: [rows, rank], role: "matrix" as const },
      { name: name + second, shape: [rank, columns], role: "matrix" as const },
    ]);
}

/** A as PEFT draws it in size, 1 / sqrt(3 in), and B zero: the model begins as it was. */
export function initializeAdapter({ name, shape }: LlamaParameter, random: RandomSource): Float32Array {
  const [rows = 0, columns = 0] = shape;
  if (name.endsWith(second)) return new Float32Array(rows * columns);
  const source = random.fork(name);
  const deviation = (3 * rows) ** -0.5;
  return Float32Array.from({ length: rows * columns }, () => source.normal() * deviation);
}

/** The matrix of a name, with its adapter where it has one. */
export function adaptedMatrix(weights: Weights, name: string): tf.Tensor2D {
  const matrix = weights.get(name) as tf.Tensor2D;
  const [a, b] = [weights.get(name + first), weights.get(name + second)] as (tf.Tensor2D | undefined)[];
  return a === undefined || b === undefined ? matrix : tf.add(matrix, tf.matMul(a, b));
}
