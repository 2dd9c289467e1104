/** The tokenizer of a model that is run here: of the folder's files, or of the vocabulary in the GGUF. */
import { ResonanceError } from "@resonance-rope/contracts";
import { type ModelTokenizer, ggufTokenizer } from "@resonance-rope/llm-eval";
import { loadTokenizer } from "@resonance-rope/llm-eval/node";
import type { OpenLlama } from "@resonance-rope/model-tiny/node";
import { readGgufVocabulary } from "@resonance-rope/rope-interop";
import { openGguf } from "@resonance-rope/rope-interop/node";

/**
 * @param fingerprint of the model's weights, which holds for a GGUF's vocabulary too.
 * @throws ResonanceError of kind `invalid-file` for a vocabulary that has more tokens than the model.
 */
export async function tokenizerOfLlama(
  { format, config: { vocabularySize: rows } }: OpenLlama,
  place: string,
  fingerprint: string,
  signal: AbortSignal,
): Promise<ModelTokenizer> {
  const tokenizer = await (format === "hugging-face" ? loadTokenizer(place, signal) : ofGguf(place, fingerprint));
  const { startToken, endToken, vocabularySize = 0 } = tokenizer;
  const last = Math.max(startToken ?? 0, endToken ?? 0, vocabularySize - 1);
  // Tokens that were added and have no row are no fault of a model as long as no text has them.
  if (last < rows) return tokenizer;
  await tokenizer.dispose();
  throw new ResonanceError({
    kind: "invalid-file",
    where: "the model's tokenizer",
    expected: `tokens below ${rows}, the rows of the model's embedding`,
    received: `${last} in that of ${place}`,
    remedy: "put the tokenizer that belongs to the model into its folder",
  });
}

async function ofGguf(place: string, fingerprint: string): Promise<ModelTokenizer> {
  const gguf = await openGguf(place);
  try {
    return await ggufTokenizer(place, await readGgufVocabulary(gguf), fingerprint);
  } finally {
    await gguf.close();
  }
}
