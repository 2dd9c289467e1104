import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BackendName, ResonanceError } from "@resonance-rope/contracts";
import * as tf from "@tensorflow/tfjs-core";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { examineBackends, locateNativeTensorFlow, selectBackend } from "../src/index.js";
import { libraryFiles, nativeTensorFlowFolder } from "../src/native-tensorflow/locate.js";

let emptyCache: string;
beforeEach(async () => {
  emptyCache = await mkdtemp(join(tmpdir(), "resonance-empty-cache-"));
  vi.stubEnv("RESONANCE_CACHE", emptyCache);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(emptyCache, { recursive: true });
});

async function refusalOf(options: Parameters<typeof selectBackend>[0]): Promise<ResonanceError> {
  const error: unknown = await selectBackend(options).catch((thrown: unknown) => thrown);
  if (ResonanceError.isInstance(error)) return error;
  throw new Error(`refused with ${String(error)}`);
}

describe("without native TensorFlow", () => {
  it("an empty cache holds none", () => {
    expect(locateNativeTensorFlow()).toBeNull();
  });

  it("WebAssembly is chosen, computes, and says its version and its one thread", async () => {
    const { name, engine, threads } = await selectBackend({ threads: 2 });
    expect({ name, threads }).toEqual({ name: "wasm", threads: 1 });
    expect(engine).toMatch(/^tfjs-backend-wasm \d+\.\d+\.\d+$/u);
    expect(tf.getBackend()).toBe("wasm");
    expect(tf.tidy(() => tf.sum(tf.ones([5])).dataSync()[0])).toBe(5);
  });

  it("insisting on it is refused with the reason and what to do", async () => {
    const refusal = await refusalOf({ backend: "tensorflow" });
    expect(refusal.kind).toBe("unavailable");
    expect(refusal.message).toContain("tensorflow is not installed");
    expect(refusal.remedy).toContain("resonance doctor --install");
  });

  it.skipIf(libraryFiles() === null)(
    "one whose files do not load is passed over, and insisting on it says why",
    async () => {
      const folder = nativeTensorFlowFolder();
      await mkdir(folder, { recursive: true });
      for (const file of ["complete", ...(libraryFiles() ?? [])]) await writeFile(join(folder, file), "no library");
      expect(locateNativeTensorFlow()).not.toBeNull();
      expect((await selectBackend()).name).toBe("wasm");
      const refusal = await refusalOf({ backend: "tensorflow" });
      expect(refusal.kind).toBe("unavailable");
      expect(refusal.received).toContain(`the library of TensorFlow in ${folder}`);
      expect(refusal.received).toContain("delete that folder");
    },
  );

  it("a refused backend leaves the one in use in use", async () => {
    await selectBackend({ backend: "cpu" });
    await refusalOf({ backend: "tensorflow" });
    expect(tf.getBackend()).toBe("cpu");
  });

  it("the doctor says of each backend why it is there or not, and which is chosen", async () => {
    const { backends, chosen } = await examineBackends({ threads: 1 });
    expect(chosen).toBe("wasm");
    expect(backends.map(({ name, available }) => [name, available])).toEqual([
      ["tensorflow", false],
      ["wasm", true],
      ["cpu", true],
      ["webgpu", false],
    ]);
    for (const { available, gflops, why } of backends) {
      expect(why).not.toBe("");
      if (available) expect(gflops).toBeGreaterThan(0);
      else expect(gflops).toBeNull();
    }
  });
});

it("webgpu is refused with the reason", async () => {
  const refusal = await refusalOf({ backend: "webgpu" });
  expect(refusal.kind).toBe("unavailable");
  expect(refusal.received).toContain("browsers");
});

it("a backend that is none of ours is refused by name", async () => {
  const refusal = await refusalOf({ backend: "cuda" as BackendName });
  expect(refusal.kind).toBe("invalid-argument");
  expect(refusal.message).toContain("cuda");
});

it.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])("%d threads are refused", async (threads) => {
  const refusal = await refusalOf({ threads });
  expect([refusal.kind, refusal.where, refusal.received]).toEqual([
    "invalid-argument",
    "selectBackend",
    String(threads),
  ]);
});

it("a backend can be chosen, left and chosen again", async () => {
  for (const backend of ["wasm", "cpu", "wasm"] as const) {
    expect((await selectBackend({ backend })).name).toBe(backend);
    const product = tf.tidy(() => tf.matMul(tf.ones([2, 3]), tf.ones([2, 3]), false, true).dataSync());
    expect([...product]).toEqual([3, 3, 3, 3]);
  }
});
