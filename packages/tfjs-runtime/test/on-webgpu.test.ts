import { hasChromium, useSoftwareGpu } from "@resonance-rope/chromium";
import { beforeAll, describe, expect, it } from "vitest";
import { selectBackend } from "../src/index.js";
import { adamwSteps } from "./properties/adamw-steps.js";
import { compiledEqualsPlain } from "./properties/compiled-equals-plain.js";
import { gradientApart } from "./properties/gradient-apart.js";
import { kernelsByDefinition } from "./properties/kernels-by-definition.js";
import { multipliesAnyFactors } from "./properties/multiplies-any-factors.js";
import { refusesMixedPrecision } from "./properties/refuses-mixed-precision.js";
import { uniformByCounter } from "./properties/uniform-by-counter.js";
import { valuesOfPlainJavascript } from "./properties/values-of-plain-javascript.js";
import { writesRows } from "./properties/writes-rows.js";

/** WGSL lets a sine or cosine between -π and π err by this; the gradients compared are weighted with cosines. */
const sineTolerance = 2 ** -11;

/** In software. */
const slow = ["causalAttention over 300 tokens, with dropout"];

if (!hasChromium) console.warn("left out: the graphics card in software runs on Linux x64");

describe.skipIf(!hasChromium)("on WebGPU, by SwiftShader", () => {
  beforeAll(async () => {
    await useSoftwareGpu();
    await selectBackend({ backend: "webgpu" });
  }, 60_000);
  it("the engine names the card, and that it is none", async () => {
    const { name, engine, threads } = await selectBackend({ backend: "webgpu" });
    expect({ name, threads }).toEqual({ name: "webgpu", threads: 1 });
    expect(engine).toMatch(/^tfjs-backend-webgpu \d+\.\d+\.\d+ on SwiftShader .*, in software$/u);
  });
  it("a card in software is not taken unasked", async () => {
    expect((await selectBackend()).name).not.toBe("webgpu");
    await selectBackend({ backend: "webgpu" });
  });
  describe("compile", () => compiledEqualsPlain());
  describe("adamw", adamwSteps);
  describe("counterUniform", uniformByCounter);
  gradientApart(false);
  describe("kernels", () => kernelsByDefinition(slow));
  describe("writeRows", writesRows);
  describe("precision", () => refusesMixedPrecision("webgpu"));
  describe("matMul", () => multipliesAnyFactors(8));
  describe("values are plain JavaScript's", () => valuesOfPlainJavascript("webgpu", sineTolerance));
});
