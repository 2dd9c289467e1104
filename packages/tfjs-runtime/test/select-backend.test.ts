import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BackendName, ResonanceError } from "@resonance-rope/contracts";
import * as tf from "@tensorflow/tfjs-core";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { examineBackends, locateNativeTensorFlow, selectBackend } from "../src/index.js";
import { markComplete } from "../src/native-tensorflow/complete-marker.js";
import { nativeTensorFlowFolder } from "../src/native-tensorflow/locate.js";
import { libraryFiles } from "../src/native-tensorflow/wheels.js";
import { startWebgpu } from "../src/start-webgpu.js";

let emptyCache: string;
beforeEach(async () => {
  emptyCache = await mkdtemp(join(tmpdir(), "resonance-empty-cache-"));
  vi.stubEnv("RESONANCE_CACHE", emptyCache);
  vi.doMock("webgpu", () => {
    throw new Error("not installed");
  });
});
afterEach(async () => {
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
  await rm(emptyCache, { recursive: true });
});

/** An installation whose libraries are ten bytes of text. */
async function installTexts(): Promise<string> {
  const folder = nativeTensorFlowFolder("cpu");
  const files = libraryFiles() ?? [];
  await mkdir(join(folder, "tensorflow"), { recursive: true });
  for (const file of files) await writeFile(join(folder, file), "no library");
  await markComplete(folder, files);
  return folder;
}

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
    const { name, engine, threads, passedOver } = await selectBackend({ threads: 2 });
    expect({ name, threads, passedOver }).toEqual({ name: "wasm", threads: 1, passedOver: [] });
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
    "one whose files do not load is passed over with the reason, and insisting on it says why",
    async () => {
      const folder = await installTexts();
      expect(locateNativeTensorFlow()).not.toBeNull();
      const { name, passedOver } = await selectBackend();
      expect(name).toBe("wasm");
      expect(passedOver.map((each) => each.name)).toEqual(["tensorflow"]);
      expect(passedOver[0]?.why).toContain(`the library of TensorFlow in ${folder}`);
      expect((await selectBackend({ backend: "wasm" })).passedOver).toEqual([]);
      const refusal = await refusalOf({ backend: "tensorflow" });
      expect(refusal.kind).toBe("unavailable");
      expect(refusal.received).toContain(`the library of TensorFlow in ${folder}`);
      expect(refusal.received).toContain("delete that folder");
    },
  );

  it.skipIf(libraryFiles() === null)("one that is damaged is passed over before it is loaded", async () => {
    const folder = await installTexts();
    const main = join(folder, (libraryFiles() ?? [])[1] as string);
    await writeFile(main, "cut");
    const { name, passedOver } = await selectBackend();
    expect(name).toBe("wasm");
    expect(passedOver[0]?.why).toContain(`${main} of 10 bytes, as it was installed, got 3 bytes`);
    const report = await examineBackends({ threads: 1 });
    expect(report.passedOver).toEqual(passedOver);
    expect(report.backends[0]).toMatchObject({ name: "tensorflow", available: false });
  });

  describe("a tfjs-node beside the program", () => {
    const names = ["TF_NUM_INTRAOP_THREADS", "TF_NUM_INTEROP_THREADS", "OMP_NUM_THREADS"];
    const installBeside = async (program: string): Promise<void> => {
      const folder = join(emptyCache, "node_modules/@tensorflow/tfjs-node");
      await mkdir(folder, { recursive: true });
      await writeFile(join(folder, "index.js"), program);
      vi.spyOn(process, "cwd").mockReturnValue(emptyCache);
    };
    afterEach(() => vi.restoreAllMocks());

    it("is told the threads before it loads, and is passed over with its reason when it does not", async () => {
      for (const name of names) vi.stubEnv(name, "0");
      await installBeside(
        `throw new Error("no addon for " + ${names.map((name) => `process.env.${name}`).join(" + ")})`,
      );
      const { name, passedOver } = await selectBackend({ threads: 3 });
      expect(name).toBe("wasm");
      expect(passedOver).toEqual([{ name: "tensorflow", why: "no addon for 333" }]);
    });
  });

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
      ["webgpu", false],
      ["wasm", true],
      ["cpu", true],
    ]);
    for (const { available, gflops, why } of backends) {
      expect(why).not.toBe("");
      if (available) expect(gflops).toBeGreaterThan(0);
      else expect(gflops).toBeNull();
    }
  });
});

describe("insisting on webgpu is refused with the reason", () => {
  it("where Dawn is not installed", async () => {
    const refusal = await refusalOf({ backend: "webgpu" });
    expect([refusal.kind, refusal.received]).toEqual([
      "unavailable",
      "webgpu needs Dawn beside this package: npm i webgpu",
    ]);
  });

  it.skipIf(process.platform !== "linux")("where Vulkan has no driver", async () => {
    vi.doUnmock("webgpu");
    vi.stubEnv("VK_ICD_FILENAMES", join(emptyCache, "none.json"));
    const refusal = await refusalOf({ backend: "webgpu" });
    expect([refusal.kind, refusal.received]).toEqual(["unavailable", "webgpu finds no graphics driver with Vulkan"]);
  });
});

it.each([
  ["no card", null, "finds no graphics card"],
  ["a fallback", { description: "Some card", isFallbackAdapter: true }, "but Some card, in software"],
  [
    "software that is not called a fallback",
    { description: "llvmpipe (LLVM 20)" },
    "but llvmpipe (LLVM 20), in software",
  ],
])("a webgpu with %s is passed over unasked, and says so", async (_, info, reason) => {
  const adapter = info && { info: { vendor: "", architecture: "", ...info } };
  vi.stubGlobal("navigator", { gpu: { requestAdapter: () => Promise.resolve(adapter) } });
  expect(await startWebgpu({})).toContain(reason);
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
