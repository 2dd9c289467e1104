/** What has to be known of a GGUF before llama.cpp may see it: some files end the process that loads them. */
import { ResonanceError, messageOf, validate } from "@resonance-rope/contracts";
import * as z from "zod";
import type { NodeLlamaCpp } from "./import-node-llama-cpp.js";

export interface GgufFacts {
  readonly trainedLength: number;
  readonly chatTemplate: string | null;
  /** The file itself and, of a model in several, the others. */
  readonly files: number;
}

const metadataSchema = z.looseObject({
  general: z.looseObject({ architecture: z.string().min(1) }),
  tokenizer: z.looseObject({
    ggml: z.looseObject({ model: z.string() }),
    chat_template: z.string().optional(),
  }),
});

const architectureSchema = z.looseObject({
  context_length: z.int().positive(),
});

export async function readGgufFacts(path: string, { readGgufFileInfo }: NodeLlamaCpp): Promise<GgufFacts> {
  const context = { kind: "invalid-file", where: "loadNodeLlamaCpp", what: `GGUF file ${path}` } as const;
  const info = await readGgufFileInfo(path, {
    readTensorInfo: false,
    logWarnings: false,
    sourceType: "filesystem",
  }).catch((cause: unknown) => {
    throw new ResonanceError({
      kind: "invalid-file",
      where: "loadNodeLlamaCpp",
      expected: `${path} to be a GGUF file`,
      received: messageOf(cause),
      cause,
    });
  });
  const { tokenizer } = validate(metadataSchema, info.metadata, context);
  if (tokenizer.ggml.model === "no_vocab" || tokenizer.ggml.model === "none")
    throw new ResonanceError({
      kind: "invalid-file",
      where: "loadNodeLlamaCpp",
      expected: `${path} to hold a vocabulary`,
      received: `tokenizer.ggml.model ${tokenizer.ggml.model}, on which llama.cpp ends the process`,
      remedy: "convert the model again, with its tokenizer",
    });
  const { context_length: trainedLength } = validate(architectureSchema, info.architectureMetadata, context);
  return {
    trainedLength,
    chatTemplate: tokenizer.chat_template ?? null,
    files: info.splicedParts,
  };
}
