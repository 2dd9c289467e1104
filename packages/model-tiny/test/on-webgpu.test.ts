import { hasChromium, useSoftwareGpu } from "@resonance-rope/chromium";
import { selectBackend } from "@resonance-rope/tfjs-runtime";
import { beforeAll, describe, vi } from "vitest";
import { holdsOnEveryBackend } from "./properties/index.js";

if (!hasChromium) console.warn("left out: the graphics card in software runs on Linux x64");

describe.skipIf(!hasChromium)("on WebGPU, by SwiftShader", () => {
  beforeAll(async () => {
    await useSoftwareGpu();
    await selectBackend({ backend: "webgpu" });
  }, 60_000);
  // Each shader is compiled at its first use: seconds, on a processor.
  vi.setConfig({ testTimeout: 120_000 });
  holdsOnEveryBackend(true);
});
