import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { ResonanceError } from "@resonance-rope/contracts";
import * as tf from "@tensorflow/tfjs-core";
import { expect, it, vi } from "vitest";
import { selectBackend } from "../src/index.js";

const require = createRequire(import.meta.url);
const folder = join(dirname(require.resolve("@tensorflow/tfjs-backend-wasm/package.json")), "dist");
const fileBytes = async (): Promise<Uint8Array<ArrayBuffer>> =>
  new Uint8Array(await readFile(join(folder, "tfjs-backend-wasm-simd.wasm")));

it("bytes that are no WebAssembly are refused with the reason, at once", async () => {
  const refusal: unknown = await selectBackend({ backend: "wasm", wasmBytes: new Uint8Array(16) }).catch(
    (thrown: unknown) => thrown,
  );
  expect(ResonanceError.isInstance(refusal) && refusal.kind).toBe("unavailable");
  expect(String(refusal)).toContain("WebAssembly.compile()");
});

it("WebAssembly starts from its bytes and computes, fetching nothing and leaving tfjs's platform as it was", async () => {
  const { platform } = tf.env();
  const fetch = vi.spyOn(platform, "fetch");
  const { name } = await selectBackend({ backend: "wasm", wasmBytes: await fileBytes() });
  expect(name).toBe("wasm");
  expect(await tf.tidy(() => tf.matMul(tf.ones([3, 5]), tf.ones([5, 2]))).data()).toEqual(new Float32Array(6).fill(5));
  expect(fetch).not.toHaveBeenCalled();
  expect(tf.env().platform).toBe(platform);
});
