import { beforeAll, describe } from "vitest";
import { selectBackend } from "../src/index.js";
import { adamwSteps } from "./properties/adamw-steps.js";
import { compiledEqualsPlain } from "./properties/compiled-equals-plain.js";
import { gradientApart } from "./properties/gradient-apart.js";
import { kernelsByDefinition } from "./properties/kernels-by-definition.js";
import { refusesMixedPrecision } from "./properties/refuses-mixed-precision.js";
import { uniformByCounter } from "./properties/uniform-by-counter.js";
import { writesRows } from "./properties/writes-rows.js";

describe("on plain JavaScript", () => {
  beforeAll(() => selectBackend({ backend: "cpu" }));
  describe("compile", () => compiledEqualsPlain());
  describe("adamw", adamwSteps);
  describe("counterUniform", uniformByCounter);
  gradientApart(false);
  describe("kernels", () => kernelsByDefinition());
  describe("writeRows", writesRows);
  describe("precision", () => refusesMixedPrecision("cpu"));
});
