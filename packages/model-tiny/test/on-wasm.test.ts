import { selectBackend } from "@resonance-rope/tfjs-runtime";
import { beforeAll, describe } from "vitest";
import { holdsOnEveryBackend } from "./properties/index.js";
import { refusesMixedPrecision } from "./properties/takes-its-precision.js";

describe("on WebAssembly", () => {
  beforeAll(() => selectBackend({ backend: "wasm" }));
  holdsOnEveryBackend();
  describe("precision", refusesMixedPrecision);
});
