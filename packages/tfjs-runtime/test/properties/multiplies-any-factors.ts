/** Matrix products beside sums written out, on whatever backend is current. */
import { randomSource } from "@resonance-rope/contracts";
import * as tf from "@tensorflow/tfjs-core";
import * as fc from "fast-check";
import { expect, it } from "vitest";
import { largestDifference } from "../largest-difference.js";
import { memoryInUse } from "../memory-in-use.js";
import { type TensorValues, readTensors } from "../read-tensors.js";

/** Row-major batches of matrices. */
interface Matrices {
  readonly batch: number;
  readonly rows: number;
  readonly columns: number;
  readonly values: Float32Array;
}

function drawn(label: string, batch: number, rows: number, columns: number): Matrices {
  const random = randomSource(0).fork(label);
  return { batch, rows, columns, values: Float32Array.from({ length: batch * rows * columns }, () => random.normal()) };
}

/** The product by its definition, in float64; a batch of one goes with every matrix of the other. */
function product(a: Matrices, b: Matrices): Float64Array {
  const batch = Math.max(a.batch, b.batch);
  const at = (m: Matrices, index: number, row: number, column: number): number =>
    m.values[((m.batch === 1 ? 0 : index) * m.rows + row) * m.columns + column] as number;
  return Float64Array.from({ length: batch * a.rows * b.columns }, (_, place) => {
    const column = place % b.columns;
    const row = Math.floor(place / b.columns) % a.rows;
    const index = Math.floor(place / b.columns / a.rows);
    let sum = 0;
    for (let inner = 0; inner < a.columns; inner++) sum += at(a, index, row, inner) * at(b, index, inner, column);
    return sum;
  });
}

/** As a tensor, rows and columns exchanged where the product is told to exchange them back. */
function asTensor({ batch, rows, columns, values }: Matrices, transposed: boolean): tf.Tensor3D {
  const upright = tf.tensor3d(values, [batch, rows, columns]);
  return transposed ? tf.transpose(upright, [0, 2, 1]) : upright;
}

const size = fc.integer({ min: 1, max: 9 });
const batches = fc.constantFrom([1, 1], [3, 3], [1, 3], [3, 1]);

/** @param runs drawn shapes and batches for each way to transpose. */
export function multipliesAnyFactors(runs = 40): void {
  it.each([
    [false, false],
    [false, true],
    [true, false],
    [true, true],
  ])(
    "a product is its definition for every shape and broadcast batch (transposed: left %s, right %s)",
    async (left, right) => {
      await fc.assert(
        fc.asyncProperty(size, size, size, batches, async (rows, inner, columns, [leftBatch, rightBatch]) => {
          const a = drawn("left", leftBatch as number, rows, inner);
          const b = drawn("right", rightBatch as number, inner, columns);
          const results = await readTensors(() => [tf.matMul(asTensor(a, left), asTensor(b, right), left, right)]);
          const [{ shape, data }] = results as [TensorValues];
          expect(shape).toEqual([Math.max(a.batch, b.batch), rows, columns]);
          expect(largestDifference(data, product(a, b))).toBeLessThan(1e-5);
        }),
        { numRuns: runs },
      );
    },
  );

  it("plain matrices multiply as batches of one do, and no memory is kept", async () => {
    const a = drawn("left", 1, 5, 3);
    const b = drawn("right", 1, 3, 4);
    const before = memoryInUse();
    const results = await readTensors(() => {
      const [left, right] = [tf.tensor2d(a.values, [5, 3]), tf.tensor2d(b.values, [3, 4])];
      const turned = [tf.transpose(left), tf.transpose(right)] as const;
      return [
        tf.matMul(left, right),
        tf.matMul(turned[0], right, true),
        tf.matMul(left, turned[1], false, true),
        tf.matMul(...turned, true, true),
      ];
    });
    for (const { shape, data } of results) {
      expect(shape).toEqual([5, 4]);
      expect(largestDifference(data, product(a, b))).toBeLessThan(1e-5);
    }
    expect(memoryInUse()).toEqual(before);
  });
}
