/** The tokenizer of a model that is run here: of the folder's files, or of the vocabulary in the GGUF. */
import { type ModelTokenizer, ggufTokenizer } from "@resonance-rope/llm-eval";
import { loadTokenizer } from "@resonance-rope/llm-eval/node";
import type { OpenLlama } from "@resonance-rope/model-tiny/node";
import { readGgufVocabulary } from "@resonance-rope/rope-interop";
import { openGguf } from "@resonance-rope/rope-interop/node";

/** @param fingerprint of the model's weights, which holds for a GGUF's vocabulary too. */
export async function tokenizerOfLlama(
  { format }: OpenLlama,
  place: string,
  fingerprint: string,
  signal: AbortSignal,
): Promise<ModelTokenizer> {
  if (format === "hugging-face") return loadTokenizer(place, signal);
  const gguf = await openGguf(place);
  try {
    return await ggufTokenizer(place, await readGgufVocabulary(gguf), fingerprint);
  } finally {
    await gguf.close();
  }
}
