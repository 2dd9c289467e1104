import { ResonanceError } from "@resonance-rope/contracts";
import { expect, it } from "vitest";
import { selectBackend } from "../src/index.js";

// In a file, and so a process, of its own: once WebAssembly has started, its bytes are read no more.
it("bytes that are no WebAssembly are refused with the reason, at once", async () => {
  const refusal: unknown = await selectBackend({ backend: "wasm", wasmBytes: new Uint8Array(16) }).catch(
    (thrown: unknown) => thrown,
  );
  expect(ResonanceError.isInstance(refusal) && refusal.kind).toBe("unavailable");
  expect(String(refusal)).toContain("WebAssembly.compile()");
});
