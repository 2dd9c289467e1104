/** The tokenizer that a GGUF file holds, run by llama.cpp: its vocabulary is loaded, its weights are not. */
import { ResonanceError, messageOf } from "@resonance-rope/contracts";
import type { Token } from "node-llama-cpp";
import type { ModelTokenizer } from "../engines/server-tokenizer.js";
import { fingerprintFiles } from "./fingerprint-files.js";
import { importNodeLlamaCpp } from "./import-node-llama-cpp.js";
import { applyChatTemplate } from "./node-llama-cpp-model.js";
import { readGgufFacts } from "./read-gguf-facts.js";
import { startLlamaCpp } from "./start-llama-cpp.js";

export async function loadGgufTokenizer(path: string, signal?: AbortSignal): Promise<ModelTokenizer> {
  const nodeLlamaCpp = await importNodeLlamaCpp();
  const { chatTemplate } = await readGgufFacts(path, nodeLlamaCpp);
  const fingerprint = await fingerprintFiles([path], signal);
  const { llama, complaints } = await startLlamaCpp(nodeLlamaCpp, 1);
  try {
    const model = await llama.loadModel({ modelPath: path, vocabOnly: true });
    return {
      fingerprint,
      endToken: model.tokens.eos,
      startToken: model.tokens.shouldPrependBosToken ? model.tokens.bos : null,
      tokenize: async (text) => model.tokenize(text, false),
      detokenize: async (tokens) => model.detokenize(tokens as readonly Token[], true),
      applyChatTemplate: (messages) => applyChatTemplate({ model, chatTemplate, name: path }, messages),
      dispose: () => llama.dispose(),
    };
  } catch (cause) {
    await llama.dispose();
    throw new ResonanceError({
      kind: "invalid-file",
      where: "loadTokenizer",
      expected: `llama.cpp to load the vocabulary of ${path}`,
      received: complaints.at(-1) ?? messageOf(cause),
      cause,
    });
  }
}
