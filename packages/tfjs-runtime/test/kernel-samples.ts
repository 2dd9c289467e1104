/** Every fused kernel beside its definition, written out in tfjs's plain ops. */
import { randomSource } from "@resonance-rope/contracts";
import * as tf from "@tensorflow/tfjs-core";
import {
  causalAttention,
  embedding,
  maskedSoftmax,
  matrixProduct,
  reluFeedForward,
  rmsNorm,
  rotary,
  swigluFeedForward,
  tokenCrossEntropy,
} from "../src/index.js";

export interface KernelSample {
  readonly name: string;
  readonly inputs: readonly KernelInput[];
  readonly kernel: Compute;
  readonly definition: Compute;
}

export interface KernelInput {
  readonly shape: readonly number[];
  readonly values: "normal" | "dropout mask" | "causal mask" | readonly number[];
  /** A constant of the kernel: its gradient is 0. */
  readonly constant: boolean;
}

type Compute = (...inputs: tf.Tensor[]) => tf.Tensor;

const normal = (...shape: number[]): KernelInput => ({ shape, values: "normal", constant: false });
const table = (...shape: number[]): KernelInput => ({ shape, values: "normal", constant: true });
const keep = (...shape: number[]): KernelInput => ({ shape, values: "dropout mask", constant: true });
const ids = (...values: number[]): KernelInput => ({ shape: [values.length], values, constant: true });

const float32 = { precision: "float32" } as const;
type M = tf.Tensor2D;
type B = tf.Tensor3D;

/** With a gradient for every input, which tfjs's own product lacks where one factor is transposed or repeated. */
function productWrittenOut(a: tf.Tensor, b: tf.Tensor, transposeA: boolean, transposeB: boolean): tf.Tensor {
  const exchanged = (x: tf.Tensor): tf.Tensor => tf.transpose(x, x.rank === 2 ? [1, 0] : [0, 2, 1]);
  const [left, right] = [transposeA ? exchanged(a) : a, transposeB ? exchanged(b) : b];
  // rows x inner x 1 by 1 x inner x columns
  return tf.sum(tf.mul(tf.expandDims(left, -1), tf.expandDims(right, -3)), -2);
}

function matrixProducts(): KernelSample[] {
  const cases = [2, 3].flatMap((rank) =>
    [false, true].flatMap((transposeA) => [false, true].map((transposeB) => ({ rank, transposeA, transposeB }))),
  );
  return cases.map(({ rank, transposeA, transposeB }) => {
    const batch = rank === 3 ? [2] : [];
    return {
      name: `matrixProduct of rank ${rank}${transposeA ? ", left transposed" : ""}${transposeB ? ", right transposed" : ""}`,
      inputs: [
        normal(...batch, ...(transposeA ? [4, 3] : [3, 4])),
        normal(...batch, ...(transposeB ? [5, 4] : [4, 5])),
      ],
      kernel: (a, b) => matrixProduct(a as tf.Tensor, b as tf.Tensor, { ...float32, transposeA, transposeB }),
      definition: (a, b) => productWrittenOut(a as tf.Tensor, b as tf.Tensor, transposeA, transposeB),
    };
  });
}

/** x · C + (x turned by a quarter) · S, C and S the table spread over the dimensions of each pair. */
function rotaryOf(pairLayout: "interleaved" | "half-split", dimensions: number): KernelSample {
  const pairs = 2;
  const [first, second] =
    pairLayout === "interleaved"
      ? [(pair: number) => 2 * pair, (pair: number) => 2 * pair + 1]
      : [(pair: number) => pair, (pair: number) => pair + pairs];
  const constant = (rows: number, entries: readonly (readonly [number, number, number])[]): M => {
    const values = new Float32Array(rows * dimensions);
    for (const [row, column, value] of entries) values[row * dimensions + column] = value;
    return tf.tensor2d(values, [rows, dimensions]);
  };
  const each = <T>(entries: (pair: number) => T[]): T[] => [0, 1].flatMap(entries);
  return {
    name: `rotary of ${pairLayout} pairs, ${2 * pairs} of ${dimensions} dimensions turned`,
    inputs: [normal(2, 2, 3, dimensions), table(3, pairs), table(3, pairs)],
    kernel: (x, cosines, sines) =>
      rotary(x as tf.Tensor, { cosines, sines, pairLayout } as Parameters<typeof rotary>[1]),
    definition(x, cosines, sines) {
      const spread = constant(
        pairs,
        each((pair) => [[pair, first(pair), 1] as const, [pair, second(pair), 1] as const]),
      );
      const quarter = constant(
        dimensions,
        each((pair) => [[first(pair), second(pair), 1] as const, [second(pair), first(pair), -1] as const]),
      );
      const passed = tf.tensor1d(Array.from({ length: dimensions }, (_, index) => (index < 2 * pairs ? 0 : 1)));
      const turned = tf.reshape(tf.matMul(tf.reshape(x as tf.Tensor, [-1, dimensions]) as M, quarter), [
        2,
        2,
        3,
        dimensions,
      ]);
      return tf.add(
        tf.mul(x as tf.Tensor, tf.add(tf.matMul(cosines as M, spread), passed)),
        tf.mul(turned, tf.matMul(sines as M, spread)),
      );
    },
  };
}

const softmaxOf = (logits: tf.Tensor): tf.Tensor => {
  const exponentials = tf.exp(logits);
  return tf.div(exponentials, tf.sum(exponentials, -1, true));
};

/** BH x T x D, with or without a dropout mask; keys and values have a head for each group of queries. */
function attentionOf(batch: number, tokens: number, dimensions: number, dropout: boolean, group = 1): KernelSample {
  const shape = [batch, tokens, dimensions];
  const seen = [batch / group, tokens, dimensions];
  const scale = 0.7;
  const grouped = group === 1 ? "" : `, ${group} heads of queries to one of keys`;
  const perQuery = (x: tf.Tensor): B =>
    tf.reshape(
      tf.stack(
        Array.from({ length: group }, () => x),
        1,
      ),
      [batch, tokens, dimensions],
    );
  return {
    name: `causalAttention over ${tokens} tokens${dropout ? ", with dropout" : ""}${grouped}`,
    inputs: [normal(...shape), normal(...seen), normal(...seen), ...(dropout ? [keep(batch, tokens, tokens)] : [])],
    kernel: (query, key, value, mask) =>
      causalAttention({ query: query as B, key: key as B, value: value as B }, { scale, ...float32, keep: mask as B }),
    definition(query, key, value, mask) {
      const position = tf.range(0, tokens);
      const later = tf.greater(tf.reshape(position, [1, tokens]), tf.reshape(position, [tokens, 1]));
      const logits = tf.mul(tf.matMul(query as B, perQuery(key as B), false, true), scale);
      const probabilities = softmaxOf(tf.add(logits, tf.mul(tf.cast(later, "float32"), -1e9)));
      return tf.matMul(mask === undefined ? probabilities : tf.mul(probabilities, mask), perQuery(value as B));
    },
  };
}

function reluOf(dropout: boolean): KernelSample {
  return {
    name: `reluFeedForward${dropout ? ", with dropout" : ""}`,
    inputs: [normal(5, 3), normal(3, 8), normal(8, 3), ...(dropout ? [keep(5, 8)] : [])],
    kernel: (x, up, down, mask) =>
      reluFeedForward(x as M, { up: up as M, down: down as M }, { ...float32, keep: mask }),
    definition(x, up, down, mask) {
      const active = tf.relu(tf.matMul(x as M, up as M));
      return tf.matMul(mask === undefined ? active : tf.mul(active, mask), down as M);
    },
  };
}

const dividedByRootMeanSquare = (x: tf.Tensor): tf.Tensor =>
  tf.div(x, tf.sqrt(tf.add(tf.mean(tf.square(x), -1, true), 0.1)));

export const kernelSamples: readonly KernelSample[] = [
  ...matrixProducts(),
  {
    name: "rmsNorm",
    inputs: [normal(2, 3, 4), normal(4)],
    kernel: (x, gain) => rmsNorm(x as tf.Tensor, gain as tf.Tensor, 0.1),
    definition: (x, gain) => tf.mul(dividedByRootMeanSquare(x as tf.Tensor), gain as tf.Tensor),
  },
  {
    name: "rmsNorm without a gain",
    inputs: [normal(2, 3, 4)],
    kernel: (x) => rmsNorm(x as tf.Tensor, null, 0.1),
    definition: (x) => dividedByRootMeanSquare(x as tf.Tensor),
  },
  ...(["interleaved", "half-split"] as const).flatMap((layout) => [rotaryOf(layout, 4), rotaryOf(layout, 7)]),
  ...[1, 0.3].map((scale): KernelSample => ({
    name: `maskedSoftmax, scale ${scale}`,
    inputs: [normal(2, 4, 4), { shape: [4, 4], values: "causal mask", constant: true }],
    kernel: (logits, mask) => maskedSoftmax(logits as tf.Tensor, mask as tf.Tensor, scale),
    definition: (logits, mask) => softmaxOf(tf.add(tf.mul(logits as tf.Tensor, scale), mask as tf.Tensor)),
  })),
  attentionOf(2, 5, 4, false),
  attentionOf(2, 5, 4, true),
  attentionOf(4, 5, 4, true, 2),
  attentionOf(6, 7, 2, false, 3),
  attentionOf(1, 300, 2, false),
  attentionOf(2, 300, 2, true),
  // A mask of one element is a mask still.
  attentionOf(1, 1, 4, true),
  reluOf(false),
  reluOf(true),
  {
    name: "swigluFeedForward",
    inputs: [normal(5, 3), normal(3, 8), normal(3, 8), normal(8, 3)],
    kernel: (x, gate, up, down) =>
      swigluFeedForward(x as M, { gate: gate as M, up: up as M, down: down as M }, float32),
    definition(x, gate, up, down) {
      const gated = tf.matMul(x as M, gate as M);
      const silu = tf.div(gated, tf.add(1, tf.exp(tf.neg(gated))));
      return tf.matMul(tf.mul(silu, tf.matMul(x as M, up as M)), down as M);
    },
  },
  {
    name: "embedding, of ids that repeat",
    inputs: [normal(5, 3), ids(4, 0, 4, 2, 4, 0)],
    kernel: (rows, tokens) => embedding(rows as M, tokens as tf.Tensor1D),
    definition: (rows, tokens) => tf.matMul(tf.cast(tf.oneHot(tokens as tf.Tensor1D, 5), "float32"), rows as M),
  },
  {
    name: "tokenCrossEntropy",
    inputs: [normal(4, 6), ids(5, 0, 3, 3)],
    kernel: (logits, targets) => tokenCrossEntropy(logits as M, targets as tf.Tensor1D),
    definition: (logits, targets) =>
      tf.neg(
        tf.sum(tf.mul(tf.log(softmaxOf(logits as M)), tf.cast(tf.oneHot(targets as tf.Tensor1D, 6), "float32")), -1),
      ),
  },
];

/** A sample's numbers for its inputs, the same on every call. */
export function kernelValues({ name, inputs }: KernelSample): Float32Array[] {
  return inputs.map(({ shape, values }, index) => {
    const random = randomSource(index).fork(name);
    const length = shape.reduce((product, size) => product * size, 1);
    const columns = shape.at(-1) as number;
    return Float32Array.from({ length }, (_, place) => {
      if (typeof values !== "string") return values[place] as number;
      if (values === "causal mask") return place % columns > Math.floor(place / columns) ? -1e9 : 0;
      // A quarter is dropped, what is kept is scaled up for it.
      if (values === "dropout mask") return random.uniform() < 0.25 ? 0 : 1 / 0.75;
      return random.normal();
    });
  });
}

/** As tensors, owned by the caller. */
export function kernelTensors(
  sample: KernelSample,
  values: readonly Float32Array[] = kernelValues(sample),
): tf.Tensor[] {
  return sample.inputs.map(({ shape, values: kind }, index) =>
    tf.tensor(values[index] as Float32Array, [...shape], typeof kind === "string" ? "float32" : "int32"),
  );
}
