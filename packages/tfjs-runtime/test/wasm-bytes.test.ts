import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import * as tf from "@tensorflow/tfjs-core";
import { expect, it, vi } from "vitest";
import { selectBackend } from "../src/index.js";

const require = createRequire(import.meta.url);
const folder = join(dirname(require.resolve("@tensorflow/tfjs-backend-wasm/package.json")), "dist");
const fileBytes = async (): Promise<Uint8Array<ArrayBuffer>> =>
  new Uint8Array(await readFile(join(folder, "tfjs-backend-wasm-simd.wasm")));

it("WebAssembly starts from its bytes and computes, fetching nothing and leaving tfjs's platform as it was", async () => {
  const { platform } = tf.env();
  const fetch = vi.spyOn(platform, "fetch");
  const { name } = await selectBackend({ backend: "wasm", wasmBytes: await fileBytes() });
  expect(name).toBe("wasm");
  expect(await tf.tidy(() => tf.matMul(tf.ones([3, 5]), tf.ones([5, 2]))).data()).toEqual(new Float32Array(6).fill(5));
  expect(fetch).not.toHaveBeenCalled();
  expect(tf.env().platform).toBe(platform);
});
