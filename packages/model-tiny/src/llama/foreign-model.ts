import { ResonanceError } from "@resonance-rope/contracts";

/** A file that holds another model than the decoder of this package. */
export const foreignModel = (expected: string, received: string): ResonanceError =>
  new ResonanceError({
    kind: "invalid-file",
    where: "loadLlama",
    expected,
    received,
    remedy: "only plain LLaMA, Mistral and Qwen2 decoders are computed here; run others with --engine node-llama-cpp",
  });
