/** A Hugging Face folder or a GGUF as a language model on tensors of our own; another encoding needs no other file. */
import { createHash } from "node:crypto";
import { basename, resolve } from "node:path";
import { type LanguageModel, encodingName } from "@resonance-rope/contracts";
import { fingerprintFiles } from "@resonance-rope/llm-eval/node";
import { llamaLanguageModel, loadLlamaWeights } from "@resonance-rope/model-tiny";
import { openLlama } from "@resonance-rope/model-tiny/node";
import { applyEncoding } from "@resonance-rope/rope-interop";
import { selectBackend } from "@resonance-rope/tfjs-runtime";
import type { EvaluationFlags } from "../commands/eval/evaluation-flags.js";
import { encodingFromFlags } from "../commands/export/encoding-flags.js";
import { packageVersion } from "../package-version.js";
import { warnPassedOver } from "../terminal/warn-passed-over.js";
import { openAdapter } from "./open-adapter.js";
import { requireMemory } from "../memory/machine-memory.js";
import { memoryOfReading } from "../memory/memory-of-reading.js";
import { tokenizerOfLlama } from "./tokenizer-of-llama.js";
import { changesEncoding } from "./with-encoding.js";

export async function loadModelTiny(
  flags: EvaluationFlags,
  contextLength: number,
  signal: AbortSignal,
): Promise<LanguageModel> {
  const { model: place, threads } = flags;
  const file = await openLlama(place, { targetLength: contextLength });
  try {
    const { description, config } = file;
    requireMemory(
      memoryOfReading(config, description.spec.headDimension, contextLength),
      "model-tiny",
      "give shorter texts, or a shorter --context-length",
    );
    const adapter = flags.adapter === undefined ? null : await openAdapter(flags.adapter, signal);
    const isChanged = changesEncoding(flags);
    const spec = isChanged
      ? applyEncoding(description, encodingFromFlags(flags, description)).spec
      : (adapter?.rope ?? description.spec);
    const weights = await fingerprintFiles(file.files, signal);
    const tokenizer = await tokenizerOfLlama(file, place, weights, signal);
    const { engine, passedOver } = await selectBackend(threads === undefined ? {} : { threads });
    warnPassedOver(passedOver);
    const loaded = await loadLlamaWeights(file, { rope: spec, signal });
    const llama = adapter === null ? loaded : await adapter.apply(loaded);
    const parts = [weights, tokenizer.fingerprint, JSON.stringify(config), JSON.stringify(spec)];
    if (adapter !== null) parts.push(adapter.fingerprint);
    const name = `${basename(resolve(place))}${adapter === null ? "" : ", fine-tuned"}`;
    return llamaLanguageModel(llama, {
      name: isChanged || adapter?.rope ? `${name} (${encodingName(spec)})` : name,
      fingerprint: [
        `sha256:${createHash("sha256").update(parts.join(" ")).digest("hex")}`,
        `model-tiny ${packageVersion()} (${engine})`,
      ].join(", "),
      contextLength,
      tokenizer,
    });
  } finally {
    await file.close();
  }
}
