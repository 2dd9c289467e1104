/** Functions of float32 tensors that between them call every kernel a model here uses, and a sample of tfjs's others. */
import { randomSource } from "@resonance-rope/contracts";
import * as tf from "@tensorflow/tfjs-core";
import { counterUniform } from "../src/index.js";

export interface SampleFunction {
  readonly name: string;
  /** Shapes of the inputs, "2x3 3" for 2 x 3 and 3; they are drawn from a normal distribution. */
  readonly shapes: string;
  readonly compute: (a: tf.Tensor, b: tf.Tensor, c: tf.Tensor) => tf.Tensor | tf.Tensor[];
  readonly differentiable: boolean;
}

const smooth = (name: string, shapes: string, compute: SampleFunction["compute"]): SampleFunction => ({
  name,
  shapes,
  compute,
  differentiable: true,
});
/** Functions without a gradient, or for which tfjs's own is missing or fails. */
const stepped = (...[name, shapes, compute]: Parameters<typeof smooth>): SampleFunction => ({
  ...smooth(name, shapes, compute),
  differentiable: false,
});
const simple = (name: string, compute: SampleFunction["compute"]): SampleFunction => smooth(name, "3x4", compute);

const positive = (x: tf.Tensor): tf.Tensor => tf.add(tf.abs(x), 0.5);
const ids = (): tf.Tensor1D => tf.tensor1d([2, 0, 1, 2], "int32");

export const sampleFunctions: readonly SampleFunction[] = [
  ...[false, true].flatMap((left) =>
    [false, true].map((right) =>
      smooth(
        `matMul${left ? ", left transposed" : ""}${right ? ", right transposed" : ""}`,
        `${left ? "2x4x3" : "2x3x4"} ${right ? "2x5x4" : "2x4x5"}`,
        (a, b) => tf.matMul(a, b, left, right),
      ),
    ),
  ),
  stepped("matMul, batch broadcast", "2x3x4 4x5", (a, b) => tf.matMul(a as tf.Tensor3D, b as tf.Tensor2D)),
  smooth("add, broadcast", "3x4 4", (a, b) => tf.add(a, b)),
  smooth("sub and mul", "3x4 3x1", (a, b) => tf.mul(tf.sub(a, b), b)),
  smooth("div", "3x4 3x4", (a, b) => tf.div(a, positive(b))),
  smooth("minimum and maximum", "3x4 3x4", (a, b) => [tf.minimum(a, b), tf.maximum(a, b)]),
  smooth("addN", "3x4 3x4 3x4", (a, b, c) => tf.addN([a, b, c])),
  smooth("concat", "3x4 3x2", (a, b) => tf.concat([a, b], 1)),
  smooth("stack and unstack", "3x4 3x4", (a, b) => tf.unstack(tf.stack([a, b], 1), 2)),
  simple("split in equal parts", (x) => tf.split(x, 2, 1)),
  simple("split in parts of given sizes", (x) => tf.split(x, [1, 3], 1)),
  simple("sum, mean, max and min", (x) => [tf.sum(x, 0), tf.mean(x, -1, true), tf.max(x, -1), tf.min(x, 0)]),
  simple("softmax and logSoftmax", (x) => [tf.softmax(x), tf.logSoftmax(x)]),
  simple("exp, log, sqrt, rsqrt and square", (x) => [
    tf.exp(x),
    tf.log(positive(x)),
    tf.sqrt(positive(x)),
    tf.rsqrt(positive(x)),
    tf.square(x),
  ]),
  simple("relu, leakyRelu, elu, sigmoid, tanh, erf and softplus", (x) => [
    tf.relu(x),
    tf.leakyRelu(x),
    tf.elu(x),
    tf.sigmoid(x),
    tf.tanh(x),
    tf.erf(x),
    tf.softplus(x),
  ]),
  simple("sin, cos, atan2 and pow", (x) => [
    tf.sin(x),
    tf.cos(x),
    tf.atan2(x, positive(x)),
    tf.pow(positive(x), tf.scalar(1.5)),
  ]),
  simple("transpose and reshape", (x) => tf.transpose(tf.reshape(x, [2, 2, 3]), [2, 0, 1])),
  simple("slice and reverse", (x) => tf.reverse(tf.slice(x, [1, 0], [2, 3]), 1)),
  simple("pad and mirrorPad", (x) => [
    tf.pad(
      x,
      [
        [1, 0],
        [0, 2],
      ],
      7,
    ),
    tf.mirrorPad(
      x,
      [
        [0, 0],
        [1, 1],
      ],
      "reflect",
    ),
  ]),
  simple("tile and broadcastTo", (x) => [tf.tile(x, [2, 1]), tf.broadcastTo(x, [2, 3, 4])]),
  simple("cumsum", (x) => tf.cumsum(x, 1, true)),
  simple("gather", (x) => tf.gather(x, ids(), 0)),
  simple("unsortedSegmentSum", (x) => tf.unsortedSegmentSum(tf.transpose(x), ids(), 3)),
  simple("where with greaterEqual", (x) => tf.where(tf.greaterEqual(x, 0), x, tf.mul(x, x))),
  simple("clipByValue and abs", (x) => [tf.clipByValue(x, -0.5, 0.5), tf.abs(x)]),
  simple("a product with oneHot rows, cast", (x) => tf.matMul(tf.cast(tf.oneHot(ids(), 3), "float32"), x)),
  simple("counterUniform", (x) => tf.mul(x, counterUniform([3, 4], tf.tensor1d([5, 6], "int32"), 7))),
  stepped("einsum", "2x3x4 2x5x4", (a, b) => tf.einsum("bij,bkj->bik", a, b)),
  smooth("conv1d", "2x6x3 3x3x4", (x, kernel) => tf.conv1d(x as tf.Tensor3D, kernel as tf.Tensor3D, 1, "same")),
  smooth("conv2d with a stride", "2x5x6x3 3x3x3x4", (x, kernel) =>
    tf.conv2d(x as tf.Tensor4D, kernel as tf.Tensor4D, [2, 1], "same"),
  ),
  smooth("depthwiseConv2d", "1x5x5x2 3x3x2x2", (x, kernel) =>
    tf.depthwiseConv2d(x as tf.Tensor4D, kernel as tf.Tensor4D, 1, "valid"),
  ),
  smooth("maxPool and avgPool", "1x4x6x2", (x) => [
    tf.maxPool(x as tf.Tensor4D, 2, 2, "same"),
    tf.avgPool(x as tf.Tensor4D, [2, 3], 1, "valid"),
  ]),
  smooth("batchNorm", "6x4 4 4", (x, mean, offset) =>
    tf.batchNorm(
      x as tf.Tensor2D,
      mean as tf.Tensor1D,
      tf.ones([4]) as tf.Tensor1D,
      offset as tf.Tensor1D,
      tf.ones([4]) as tf.Tensor1D,
    ),
  ),
  stepped("resizeBilinear", "1x3x4x2", (x) => tf.image.resizeBilinear(x as tf.Tensor4D, [5, 7])),
  stepped("gather by computed indices", "3x4", (x) => tf.gather(x, tf.argMax(x, 1), 1)),
  stepped("prod", "3x4", (x) => tf.prod(x, 1)),
  stepped("argMax and argMin", "3x4", (x) => [tf.argMax(x, -1), tf.argMin(x, 0)]),
  stepped("floor, round, sign and cast to int32", "3x4", (x) => [
    tf.floor(x),
    tf.round(x),
    tf.sign(x),
    tf.cast(tf.mul(x, 10), "int32"),
  ]),
  stepped("comparisons and logic", "3x4 3x4", (a, b) => [
    tf.greater(a, b),
    tf.logicalAnd(tf.less(a, 0), tf.logicalNot(tf.equal(a, b))),
    tf.any(tf.lessEqual(a, b), 1),
    tf.all(tf.notEqual(a, b)),
  ]),
  stepped("topk", "3x4", (x) => {
    const { values, indices } = tf.topk(x, 2);
    return [values, indices];
  }),
  stepped("stridedSlice and scatterND", "3x4", (x) => [
    tf.stridedSlice(x, [0, 3], [3, 0], [2, -1]),
    tf.scatterND(tf.tensor2d([[2], [0], [4]], [3, 1], "int32"), x, [5, 4]),
  ]),
  stepped("tensors made inside: fill, linspace, range, eye and scalars", "4", (x) => [
    tf.add(x, tf.linspace(0, 1, 4)),
    tf.mul(x, tf.range(0, 4)),
    tf.matMul(tf.eye(4), tf.reshape(x, [4, 1])),
    tf.sub(tf.fill([4], 2), tf.scalar(0.5)),
  ]),
];

/** A function's inputs, the same on every call; owned by the caller. */
export function sampleInputs({ name, shapes }: SampleFunction): tf.Tensor[] {
  return shapes.split(" ").map((text, index) => {
    const shape = text.split("x").map(Number);
    const random = randomSource(index).fork(name);
    const length = shape.reduce((product, size) => product * size, 1);
    const values = Float32Array.from({ length }, () => random.normal());
    return tf.tensor(values, shape);
  });
}

/** The outputs, and where it is differentiable the gradient of a weighted sum of them by each input. */
export function valuesAndGradients({ compute, differentiable }: SampleFunction, inputs: tf.Tensor[]): tf.Tensor[] {
  const outputsOf = (...values: tf.Tensor[]): tf.Tensor[] =>
    [compute(...(values as [tf.Tensor, tf.Tensor, tf.Tensor]))].flat();
  if (!differentiable) return outputsOf(...inputs);
  const weightedSum = (...values: tf.Tensor[]): tf.Scalar =>
    tf.addN(outputsOf(...values).map((output, index) => tf.sum(tf.mul(tf.sin(output), index + 1))));
  return [...outputsOf(...inputs), ...tf.grads(weightedSum)(inputs)];
}
