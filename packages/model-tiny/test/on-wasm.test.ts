import { selectBackend } from "@resonance-rope/tfjs-runtime";
import { beforeAll, describe } from "vitest";
import { holdsOnEveryBackend } from "./properties/index.js";

describe("on WebAssembly", () => {
  beforeAll(() => selectBackend({ backend: "wasm" }));
  holdsOnEveryBackend();
});
