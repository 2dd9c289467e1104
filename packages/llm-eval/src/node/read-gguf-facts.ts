/** What has to be known of a GGUF before llama.cpp may see it: some files end the process that loads them. */
import { ResonanceError, validate } from "@resonance-rope/contracts";
import * as z from "zod";
import type { NodeLlamaCpp } from "./import-node-llama-cpp.js";

export interface GgufFacts {
  readonly architecture: string;
  readonly trainedLength: number;
  /** R, the dimensions of a head that are rotated; null where the file leaves it to llama.cpp. */
  readonly rotatedDimension: number | null;
  readonly base: number;
  /** The file rotates by factors of its own, which no override takes away. */
  readonly hasRopeFactors: boolean;
  readonly chatTemplate: string | null;
  /** The file itself and, of a model in several, the others. */
  readonly files: number;
}

const whole = z.number().int().positive();

const metadataSchema = z.looseObject({
  general: z.looseObject({ architecture: z.string().min(1) }),
  tokenizer: z.looseObject({
    ggml: z.looseObject({ model: z.string() }),
    chat_template: z.string().optional(),
  }),
});

const architectureSchema = z.looseObject({
  context_length: whole,
  rope: z.looseObject({ dimension_count: whole.optional(), freq_base: z.number().positive().optional() }).optional(),
});

/** llama.cpp's own base where a file names none. */
const llamaCppBase = 10_000;

export async function readGgufFacts(path: string, { readGgufFileInfo }: NodeLlamaCpp): Promise<GgufFacts> {
  const context = { kind: "invalid-file", where: "loadNodeLlamaCpp", what: `GGUF file ${path}` } as const;
  const info = await readGgufFileInfo(path, {
    readTensorInfo: true,
    logWarnings: false,
    sourceType: "filesystem",
  }).catch((cause: unknown) => {
    throw new ResonanceError({
      kind: "invalid-file",
      where: "loadNodeLlamaCpp",
      expected: `${path} to be a GGUF file`,
      received: cause instanceof Error ? cause.message : String(cause),
      cause,
    });
  });
  const { general, tokenizer } = validate(metadataSchema, info.metadata, context);
  if (tokenizer.ggml.model === "no_vocab" || tokenizer.ggml.model === "none")
    throw new ResonanceError({
      kind: "invalid-file",
      where: "loadNodeLlamaCpp",
      expected: `${path} to hold a vocabulary`,
      received: `tokenizer.ggml.model ${tokenizer.ggml.model}, on which llama.cpp ends the process`,
      remedy: "convert the model again, with its tokenizer",
    });
  const { architecture } = general;
  const { context_length: trainedLength, rope } = validate(architectureSchema, info.architectureMetadata, context);
  return {
    architecture,
    trainedLength,
    rotatedDimension: rope?.dimension_count ?? null,
    base: rope?.freq_base ?? llamaCppBase,
    hasRopeFactors: (info.fullTensorInfo ?? []).some(({ name }) => name.startsWith("rope_f")),
    chatTemplate: tokenizer.chat_template ?? null,
    files: info.splicedParts,
  };
}
