/** The numbers of a counter, on whatever backend is current. */
import * as tf from "@tensorflow/tfjs-core";
import { expect, it } from "vitest";
import { counterUniform } from "../../src/index.js";

const size = 50_000;

async function draw(key: number, step: number, site: number, shape: readonly number[] = [size]): Promise<Float32Array> {
  const drawn = tf.tidy(() => counterUniform(shape, tf.tensor1d([key, step], "int32"), site));
  const values = (await drawn.data()) as Float32Array;
  drawn.dispose();
  return values;
}

const sameBits = (a: Float32Array, b: Float32Array): boolean =>
  Buffer.from(a.buffer, a.byteOffset, a.byteLength).equals(Buffer.from(b.buffer, b.byteOffset, b.byteLength));

/** Pearson's, of two draws of one length. */
function correlation(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let index = 0; index < a.length; index++) sum += ((a[index] as number) - 0.5) * ((b[index] as number) - 0.5);
  return (12 * sum) / a.length;
}

export function uniformByCounter(): void {
  it("numbers lie in [0, 1), and each of 20 bins holds its share within five standard errors", async () => {
    const bins = new Float64Array(20);
    for (const value of await draw(1, 2, 3)) {
      const bin = Math.floor(value * 20);
      if (value < 0 || bin > 19) throw new Error(`${value} is out of range`);
      bins[bin] = (bins[bin] as number) + 1;
    }
    const standardError = Math.sqrt(size * 0.05 * 0.95);
    for (const count of bins) expect(Math.abs(count - size * 0.05)).toBeLessThan(5 * standardError);
  });

  it("the same key, step and site give the same bits", async () => {
    expect(sameBits(await draw(1, 2, 3), await draw(1, 2, 3))).toBe(true);
  });

  it.each([
    ["key", draw.bind(null, 2, 2, 3)],
    ["step", draw.bind(null, 1, 3, 3)],
    ["site", draw.bind(null, 1, 2, 4)],
    ["key, at its largest,", draw.bind(null, 2 ** 31 - 1, 2, 3)],
  ])("another %s gives numbers that do not go with the first ones", async (_, other) => {
    // The correlation of independent draws has a standard error of 1 / sqrt(size) = 0.0045.
    expect(Math.abs(correlation(await draw(1, 2, 3), await other([size])))).toBeLessThan(0.025);
  });

  it("neighbouring numbers do not go with each other", async () => {
    const values = await draw(1, 2, 3, [size + 1]);
    expect(Math.abs(correlation(values.subarray(0, size), values.subarray(1)))).toBeLessThan(0.025);
  });

  it("the last site of a step is another than the first of the next", async () => {
    expect(sameBits(await draw(1, 2, 1023), await draw(1, 3, 0))).toBe(false);
  });

  it("numbers fill any shape, in the order of the flat one", async () => {
    const shaped = await draw(1, 2, 3, [2, 3, 4]);
    expect(shaped.length).toBe(24);
    expect(await draw(1, 2, 3, [24])).toEqual(shaped);
  });

  it("a draw keeps one tensor, its own", () => {
    const counter = tf.tensor1d([1, 2], "int32");
    const before = tf.memory().numTensors;
    const drawn = counterUniform([3], counter, 0);
    expect(tf.memory().numTensors).toBe(before + 1);
    tf.dispose([drawn, counter]);
  });
}
