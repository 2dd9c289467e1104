import { beforeAll, describe, expect, it } from "vitest";
import { locateNativeTensorFlow, selectBackend } from "../src/index.js";
import { adamwSteps } from "./properties/adamw-steps.js";
import { attentionMemory } from "./properties/attention-memory.js";
import { compiledEqualsPlain } from "./properties/compiled-equals-plain.js";
import { gradientApart } from "./properties/gradient-apart.js";
import { kernelsByDefinition } from "./properties/kernels-by-definition.js";
import { largePages } from "./properties/large-pages.js";
import { mixedPrecision } from "./properties/mixed-precision.js";
import { multipliesAnyFactors } from "./properties/multiplies-any-factors.js";
import { nativeMemory } from "./properties/native-memory.js";
import { recordedOnce } from "./properties/recorded-once.js";
import { sameSumsOnACard } from "./properties/same-sums-on-a-card.js";
import { refusesWrongCard } from "./properties/refuses-wrong-card.js";
import { uniformByCounter } from "./properties/uniform-by-counter.js";
import { valuesOfPlainJavascript } from "./properties/values-of-plain-javascript.js";
import { writesRows } from "./properties/writes-rows.js";

const missing = locateNativeTensorFlow() === null;
if (missing) console.warn("left out: native TensorFlow is not installed, see `resonance doctor --install`");

describe.skipIf(missing)("on native TensorFlow", () => {
  beforeAll(() => selectBackend({ backend: "tensorflow", threads: 1 }));
  it("the threads are those that the library was loaded with, whatever is asked for later", async () => {
    const { engine, threads } = await selectBackend({ backend: "tensorflow", threads: 2 });
    expect(threads).toBe(1);
    expect(engine).toMatch(/^TensorFlow \d+\.\d+\.\d+(?:, CUDA, .+)?$/u);
  });
  describe("compile", () => compiledEqualsPlain());
  describe("compile, by recording", recordedOnce);
  describe("adamw", adamwSteps);
  describe("counterUniform", uniformByCounter);
  gradientApart(true);
  describe("kernels", () => kernelsByDefinition());
  describe("kernels on a card", sameSumsOnACard);
  describe("a card before it is used", refusesWrongCard);
  describe("writeRows", writesRows);
  describe("kernels in mixed-bfloat16", mixedPrecision);
  describe("native ops", nativeMemory);
  describe("memory", largePages);
  describe("memory of attention", attentionMemory);
  describe("matMul", () => multipliesAnyFactors());
  describe("values are plain JavaScript's", () => valuesOfPlainJavascript("tensorflow"));
});
