/** What recording on native TensorFlow means, beyond the plain function's results. */
import { ResonanceError } from "@resonance-rope/contracts";
import * as tf from "@tensorflow/tfjs-core";
import { expect, it } from "vitest";
import { type TensorFunction, compile, writeRows } from "../../src/index.js";
import { largestDifference } from "../largest-difference.js";

const valuesOf = (tensors: tf.Tensor[]): number[] => tensors.flatMap((tensor) => Array.from(tensor.dataSync()));

function refusalOf(run: () => unknown): ResonanceError {
  try {
    run();
  } catch (error) {
    if (ResonanceError.isInstance(error)) return error;
    throw error;
  }
  throw new Error("nothing was refused");
}

/** A product that must still come out right after whatever went before it. */
function expectWorkingBackend(): void {
  tf.tidy(() => {
    const square = tf.tensor2d([1, 2, 3, 4], [2, 2]);
    expect(valuesOf([tf.matMul(square, square)])).toEqual([7, 10, 15, 22]);
    const again = compile(([x]) => [tf.matMul(x as tf.Tensor2D, x as tf.Tensor2D)]);
    expect(valuesOf(again([square]))).toEqual([7, 10, 15, 22]);
    again.dispose();
  });
}

export function recordedOnce(): void {
  it("the function runs once for each shape and type of its inputs", () => {
    tf.tidy(() => {
      let runs = 0;
      const counted = compile(([x]) => {
        runs++;
        return [tf.add(x as tf.Tensor, 1)];
      });
      for (let call = 0; call < 3; call++) counted([tf.ones([2, 3])]);
      expect(runs).toBe(1);
      counted([tf.ones([3, 2])]);
      counted([tf.ones([2, 3], "int32")]);
      expect(runs).toBe(3);
      counted([tf.zeros([2, 3])]);
      expect(runs).toBe(3);
      counted.dispose();
    });
  });

  it("a result may be a constant made inside, an input, or one tensor twice, and none stays", () => {
    tf.tidy(() => {
      const odd = compile(([x]) => {
        const sum = tf.sum(x as tf.Tensor);
        return [tf.tensor1d([5, 6]), x as tf.Tensor, sum, sum];
      });
      const constant = compile(() => [tf.scalar(3)]);
      const x = tf.tensor1d([1, 2]);
      tf.dispose([...odd([x]), ...constant([])]);
      const before = tf.memory().numTensors;
      const results = [...odd([x]), ...constant([])];
      expect(results.map((each) => valuesOf([each]))).toEqual([[5, 6], [1, 2], [3], [3], [3]]);
      tf.dispose(results);
      expect(tf.memory().numTensors).toBe(before);
      expect(x.isDisposed).toBe(false);
      for (const each of [odd, constant]) each.dispose();
    });
  });

  it("a call inside a gradient, recorded or not, is refused, and the gradient of the plain function stays right", () => {
    tf.tidy(() => {
      const squared = compile(([x]) => [tf.square(x as tf.Tensor)]);
      const through = tf.grad((x) => tf.sum(squared([x])[0] as tf.Tensor));
      const recorded = compile(([x]) => [through(x as tf.Tensor)]);
      const x = tf.tensor1d([3, -1]);
      for (const run of [() => through(x), () => recorded([x])])
        expect(refusalOf(run)).toMatchObject({
          kind: "invalid-argument",
          message: expect.stringContaining("compileWithGradient"),
        });
      expect(valuesOf(squared([x]))).toEqual([9, 1]);
      expect(valuesOf([tf.grad((y) => tf.sum(tf.square(y)))(x)])).toEqual([6, -2]);
      for (const each of [squared, recorded]) each.dispose();
    });
    expectWorkingBackend();
  });

  it("a tensor taken from outside is frozen as it was when the function was recorded", () => {
    tf.tidy(() => {
      const variable = tf.variable(tf.tensor1d([10]));
      const shifted = compile(([x]) => [tf.add(x as tf.Tensor, variable)]);
      expect(valuesOf(shifted([tf.tensor1d([1])]))).toEqual([11]);
      variable.assign(tf.tensor1d([20]));
      expect(valuesOf(shifted([tf.tensor1d([1])]))).toEqual([11]);
      variable.dispose();
      expect(valuesOf(shifted([tf.tensor1d([2])]))).toEqual([12]);
      shifted.dispose();
    });
  });

  it("reading a tensor that is being recorded is refused by name, and reading one from outside is not", () => {
    tf.tidy(() => {
      const outside = tf.tensor1d([5]);
      const reading = compile(([x]) => [tf.mul(x as tf.Tensor, (x as tf.Tensor).dataSync()[0] as number)]);
      const refusal = refusalOf(() => reading([tf.tensor1d([1, 2])]));
      expect([refusal.kind, refusal.where]).toEqual(["invalid-argument", "compile"]);
      expect(refusal.remedy).toContain("read it after the compiled call");
      expectWorkingBackend();
      const readingOutside = compile(([x]) => [tf.mul(x as tf.Tensor, outside.dataSync()[0] as number)]);
      expect(valuesOf(readingOutside([tf.tensor1d([1, 2])]))).toEqual([5, 10]);
      readingOutside.dispose();
    });
  });

  it("an op whose shape depends on values is refused by name", () => {
    tf.tidy(() => {
      const distinct = compile(([x]) => [tf.unique(x as tf.Tensor1D).values]);
      const refusal = refusalOf(() => distinct([tf.tensor1d([1, 2, 2])]));
      expect(refusal.message).toMatch(/^compile: expected ops whose shapes follow .* got Unique/u);
      expectWorkingBackend();
    });
  });

  it.each([
    { when: "for the first time", xla: false },
    { when: "again", xla: false },
    { when: "for the first time", xla: true },
  ])("one that is called inside another $when is a call in its graph, XLA's or not ($xla)", ({ when, xla }) => {
    tf.tidy(() => {
      let runs = 0;
      const inner = compile(
        ([x, y]) => {
          runs++;
          return [tf.add(x as tf.Tensor, y as tf.Tensor), tf.sum(x as tf.Tensor)];
        },
        { xla },
      );
      const outer = compile(([x]) => {
        const [first] = inner([tf.mul(x as tf.Tensor, 2), x as tf.Tensor]);
        const [second, sum] = inner([first as tf.Tensor, x as tf.Tensor]);
        return [second as tf.Tensor, sum as tf.Tensor];
      });
      if (when === "again") inner([tf.ones([2]), tf.ones([2])]);
      for (let call = 0; call < 2; call++) expect(valuesOf(outer([tf.tensor1d([1, 10])]))).toEqual([4, 40, 33]);
      expect(runs).toBe(1);
      expectWorkingBackend();
      expect(valuesOf(inner([tf.ones([2]), tf.ones([2])]))).toEqual([2, 2, 2]);
      outer.dispose();
      inner.dispose();
      expectWorkingBackend();
    });
  });

  it("calls may be nested as deep as one likes", () => {
    tf.tidy(() => {
      const functions = [compile(([x]) => [tf.add(x as tf.Tensor, 1)])];
      for (let depth = 0; depth < 3; depth++) {
        const inner = functions.at(-1) as (typeof functions)[number];
        functions.push(compile(([x]) => inner([tf.mul(x as tf.Tensor, 2)])));
      }
      const outermost = functions.at(-1) as (typeof functions)[number];
      for (let call = 0; call < 2; call++) expect(valuesOf(outermost([tf.tensor1d([1, 2])]))).toEqual([9, 17]);
      for (const each of functions) each.dispose();
    });
  });

  it("one that is XLA's to compile is that inside another too, and says what XLA does not know", () => {
    tf.tidy(() => {
      const compute: TensorFunction = ([matrix, values]) => [
        writeRows(matrix as tf.Tensor2D, tf.tensor1d([0], "int32"), values as tf.Tensor2D),
      ];
      const inputs = [tf.zeros([2, 2]), tf.ones([1, 2])];
      const inner = compile(compute, { xla: true });
      const outer = compile((given) => inner(given));
      expect(() => inner(inputs)).toThrow("XLA_CPU_JIT");
      expect(() => outer(inputs)).toThrow("XLA_CPU_JIT");
      expectWorkingBackend();
      inner.dispose();
      outer.dispose();
    });
  });

  it("one that fails inside another leaves both to be recorded anew", () => {
    tf.tidy(() => {
      let fails = true;
      const inner = compile(([x]) => {
        if (fails) throw new Error("not yet");
        return [tf.add(x as tf.Tensor, 1)];
      });
      const outer = compile(([x]) => inner([tf.mul(x as tf.Tensor, 2)]));
      expect(() => outer([tf.ones([2])])).toThrow("not yet");
      expectWorkingBackend();
      fails = false;
      expect(valuesOf(outer([tf.ones([2])]))).toEqual([3, 3]);
      outer.dispose();
      inner.dispose();
    });
  });

  it("a tensor that a recording left behind is refused where it is used", () => {
    tf.tidy(() => {
      const kept: tf.Tensor[] = [];
      const keeping = compile(([x]) => {
        const sum = tf.add(x as tf.Tensor, 1);
        kept.push(tf.keep(sum));
        return [sum];
      });
      keeping([tf.ones([2])]);
      const refusal = refusalOf(() => tf.add(kept[0] as tf.Tensor, 1));
      expect(refusal.received).toContain("left behind");
      expectWorkingBackend();
      tf.dispose(kept);
      keeping.dispose();
    });
  });

  it("inputs of a type that TensorFlow functions here do not take are refused", () => {
    const complex = tf.complex([1], [2]);
    const refusal = refusalOf(() => compile(([x]) => [x as tf.Tensor])([complex]));
    expect(refusal.message).toMatch(/expected inputs of type float32, int32 or bool, got complex64/u);
    complex.dispose();
  });

  it("XLA gives the plain function's values within float32's rounding", () => {
    tf.tidy(() => {
      const inputs = [tf.reshape(tf.linspace(-1, 1, 12), [3, 4]), tf.reshape(tf.linspace(0, 2, 8), [4, 2])];
      const layer = ([x, w]: tf.Tensor[]): tf.Tensor[] => [
        tf.softmax(tf.matMul(x as tf.Tensor2D, w as tf.Tensor2D)),
        ...tf.grads((a, b) => tf.sum(tf.relu(tf.matMul(a as tf.Tensor2D, b as tf.Tensor2D))))([x, w] as tf.Tensor[]),
      ];
      const compiled = compile(layer, { xla: true });
      expect(largestDifference(valuesOf(compiled(inputs)), valuesOf(layer(inputs)))).toBeLessThan(1e-6);
      compiled.dispose();
    });
  });
}
