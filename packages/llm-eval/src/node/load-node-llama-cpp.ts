/** A GGUF file as a language model, run by llama.cpp in this process, on the CPU. */
import { basename } from "node:path";
import { type LanguageModel, ResonanceError, messageOf } from "@resonance-rope/contracts";
import { fingerprintFiles, partsOf } from "./fingerprint-files.js";
import { importNodeLlamaCpp } from "./import-node-llama-cpp.js";
import { nodeLlamaCppModel } from "./node-llama-cpp-model.js";
import { readGgufFacts } from "./read-gguf-facts.js";
import { startLlamaCpp } from "./start-llama-cpp.js";

export interface LoadNodeLlamaCppOptions {
  /** Tokens that a request may hold. Default: the length that the model was trained on. */
  readonly contextLength?: number;
  /** Default: all cores. */
  readonly threads?: number;
  /**
   * Of cached keys and values. `float32` is for comparisons to the last digit: twice the memory, and several times the
   * time, for log-probabilities are then of a total in float64 too.
   */
  readonly cache?: "float16" | "float32";
  readonly signal?: AbortSignal;
}

export async function loadNodeLlamaCpp(path: string, options: LoadNodeLlamaCppOptions = {}): Promise<LanguageModel> {
  const { cache = "float16", threads = 0, signal } = options;
  const nodeLlamaCpp = await importNodeLlamaCpp();
  const facts = await readGgufFacts(path, nodeLlamaCpp);
  const weights = await fingerprintFiles(partsOf(path, facts.files), signal);

  const { llama, complaints } = await startLlamaCpp(nodeLlamaCpp, threads);
  try {
    const model = await llama.loadModel({
      modelPath: path,
      ...(signal === undefined ? {} : { loadSignal: signal }),
    });
    const context = await model.createContext({
      contextSize: options.contextLength ?? facts.trainedLength,
      threads: { ideal: threads, min: 1 },
      ...(cache === "float32"
        ? { experimentalKvCacheKeyType: "F32", experimentalKvCacheValueType: "F32", flashAttention: false }
        : {}),
    });
    const { release } = llama.llamaCppRelease;
    return nodeLlamaCppModel({
      llama,
      model,
      sequence: context.getSequence(),
      name: basename(path),
      fingerprint: [
        weights,
        `node-llama-cpp ${await nodeLlamaCpp.getModuleVersion()} (llama.cpp ${release})`,
        `cache ${cache}`,
        ...(cache === "float32" ? ["totals in float64"] : []),
      ].join(", "),
      exactTotals: cache === "float32",
      chatTemplate: facts.chatTemplate,
    });
  } catch (cause) {
    await llama.dispose();
    signal?.throwIfAborted();
    if (ResonanceError.isInstance(cause)) throw cause;
    const outOfMemory = cause instanceof nodeLlamaCpp.InsufficientMemoryError;
    throw new ResonanceError({
      kind: outOfMemory ? "unavailable" : "invalid-file",
      where: "loadNodeLlamaCpp",
      expected: `llama.cpp to load ${path}`,
      received: complaints.at(-1) ?? messageOf(cause),
      ...(outOfMemory ? { remedy: "give a shorter context (--context-length)" } : {}),
      cause,
    });
  }
}
