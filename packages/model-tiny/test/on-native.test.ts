import { locateNativeTensorFlow, selectBackend } from "@resonance-rope/tfjs-runtime";
import { beforeAll, describe } from "vitest";
import { holdsOnEveryBackend } from "./properties/index.js";
import { takesItsPrecision } from "./properties/takes-its-precision.js";

const missing = locateNativeTensorFlow() === null;
if (missing) console.warn("left out: native TensorFlow is not installed, see `resonance doctor --install`");

describe.skipIf(missing)("on native TensorFlow", () => {
  beforeAll(() => selectBackend({ backend: "tensorflow", threads: 1 }));
  holdsOnEveryBackend();
  describe("precision", takesItsPrecision);
});
