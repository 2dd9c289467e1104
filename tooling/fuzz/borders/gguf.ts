/** GGUF: described, planned anew, its tensors decoded and its vocabulary read. */
import { ResonanceError } from "@resonance-rope/contracts";
import { ggufTokenizer } from "@resonance-rope/llm-eval";
import {
  blobSource,
  describeGguf,
  ggufTensors,
  planGgufRewrite,
  readGgufModel,
  readGgufVocabulary,
} from "@resonance-rope/rope-interop";
import { headDimension, tinyGguf } from "../../../packages/rope-interop/test/gguf/tiny-model.js";
import { type Border, type Files, filesOf } from "../src/border.js";

const name = "model.gguf";
const perPair = (value: number): number[] => Array.from({ length: headDimension / 2 }, () => value);
const tokens = ["<unk>", ..."▁abfhinostwO,e"];
const vocabulary = {
  "tokenizer.ggml.model": { type: "text", value: "llama" },
  "tokenizer.ggml.tokens": { type: "texts", value: tokens },
  "tokenizer.ggml.scores": { type: "f32s", value: tokens.map((_, index) => -index) },
  "tokenizer.ggml.unknown_token_id": { type: "u32", value: 0 },
} as const;

export const border: Border = {
  refuses: ["invalid-file"],
  seeds: () =>
    Promise.resolve(
      [
        tinyGguf(),
        tinyGguf({ more: vocabulary }),
        tinyGguf({ vectors: { "rope_freqs.weight": perPair(2) } }),
        tinyGguf({
          architecture: "qwen2",
          keys: {
            "rope.scaling.type": { type: "text", value: "yarn" },
            "rope.scaling.factor": { type: "f32", value: 4 },
          },
        }),
        tinyGguf({
          architecture: "phi3",
          keys: { "rope.scaling.original_context_length": { type: "u32", value: 512 } },
          vectors: { "rope_factors_long.weight": perPair(4), "rope_factors_short.weight": perPair(1) },
          more: {
            "resonance_rope.version": { type: "u32", value: 1 },
            "resonance_rope.spec": {
              type: "text",
              value:
                '{"headDimension":16,"base":10000,"trainedLength":2048,"rotaryFraction":1,"scaling":{"type":"none"},"wavelengths":"nearest-integer","pairLayout":"half-split"}',
            },
          },
        }),
      ].map((bytes) => filesOf({ [name]: bytes })),
    ),
  read: readModel,
};

async function readModel(files: Files): Promise<void> {
  const bytes = Uint8Array.from(files.get(name) ?? []);
  const model = await readGgufModel([blobSource(new Blob([bytes]), name)]).catch(asFileFault);
  const { length } = planGgufRewrite(model.header, {});
  if (length !== bytes.length) throw new Error(`a rewrite of ${length} bytes from ${bytes.length}`);
  await describeGguf(model);
  for (const tensor of ggufTensors(model).values()) await tensor.values().catch(requireTypeRefused);
  if (!model.header.entries.has("tokenizer.ggml.model")) return;
  const tokenizer = await ggufTokenizer(name, await readGgufVocabulary(model), "a fingerprint");
  await tokenizer.detokenize(await tokenizer.tokenize("a b"));
}

/** One that says it is a part of many is whole, and refused for the others' absence. */
function asFileFault(error: unknown): never {
  if (!ResonanceError.isInstance(error) || error.where !== "readGgufModel") throw error;
  const { where, expected, received } = error;
  throw new ResonanceError({ kind: "invalid-file", where, expected, received });
}

/** Of the types of ggml, not all are read. */
function requireTypeRefused(error: unknown): void {
  if (!ResonanceError.isInstance(error) || !error.expected.includes("in a type that can be read")) throw error;
}
