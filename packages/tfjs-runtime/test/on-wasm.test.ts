import { beforeAll, describe } from "vitest";
import { selectBackend } from "../src/index.js";
import { adamwSteps } from "./properties/adamw-steps.js";
import { compiledEqualsPlain } from "./properties/compiled-equals-plain.js";
import { gradientApart } from "./properties/gradient-apart.js";
import { kernelsByDefinition } from "./properties/kernels-by-definition.js";
import { multipliesAnyFactors } from "./properties/multiplies-any-factors.js";
import { refusesMixedPrecision } from "./properties/refuses-mixed-precision.js";
import { uniformByCounter } from "./properties/uniform-by-counter.js";
import { writesRows } from "./properties/writes-rows.js";

/** tfjs's WebAssembly backend has no kernels for these, or for their gradients. */
const lacking = ["conv1d", "conv2d with a stride", "depthwiseConv2d", "einsum", "gather", "unsortedSegmentSum"];

describe("on WebAssembly", () => {
  beforeAll(() => selectBackend({ backend: "wasm" }));
  describe("compile", () => compiledEqualsPlain(lacking));
  describe("adamw", adamwSteps);
  describe("counterUniform", uniformByCounter);
  gradientApart(false);
  describe("kernels", () => kernelsByDefinition());
  describe("writeRows", writesRows);
  describe("precision", () => refusesMixedPrecision("wasm"));
  describe("matMul", () => multipliesAnyFactors());
});
