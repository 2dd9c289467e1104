/** Rows written into a matrix, on whatever backend is current, by itself and in a recorded function. */
import * as tf from "@tensorflow/tfjs-core";
import { expect, it } from "vitest";
import { compile, writeRows } from "../../src/index.js";
import { memoryInUse } from "../memory-in-use.js";

export function writesRows(): void {
  it.each(["plain", "compiled"])("the rows named have the new values, all others keep theirs: %s", async (way) => {
    const write = compile(([matrix, rows, values]) => [
      writeRows(matrix as tf.Tensor2D, rows as tf.Tensor1D, values as tf.Tensor2D),
    ]);
    const start = Float32Array.from({ length: 12 }, (_, index) => 1 / (index + 3));
    const before = memoryInUse();
    let matrix: tf.Tensor = tf.tensor2d(start, [4, 3]);
    for (const [rows, values] of [
      [[2], [7, 8, 9]],
      [
        [3, 0],
        [1, 2, 3, 1 / 7, 5, 6],
      ],
    ] as const) {
      const inputs = [matrix, tf.tensor1d([...rows], "int32"), tf.tensor2d([...values], [rows.length, 3])];
      const [written] = way === "compiled" ? write(inputs) : [writeRows(...(inputs as Parameters<typeof writeRows>))];
      tf.dispose(inputs);
      matrix = written as tf.Tensor;
    }
    const expected = Float32Array.of(1 / 7, 5, 6, ...start.subarray(3, 6), 7, 8, 9, 1, 2, 3);
    expect(await matrix.data()).toEqual(expected);
    matrix.dispose();
    write.dispose();
    expect(memoryInUse()).toEqual(before);
  });
}
