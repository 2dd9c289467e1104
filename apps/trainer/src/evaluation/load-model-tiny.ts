/** A Hugging Face folder or a GGUF as a language model on tensors of our own; another encoding needs no other file. */
import { createHash } from "node:crypto";
import { basename, resolve } from "node:path";
import { type LanguageModel, encodingName } from "@resonance-rope/contracts";
import { fingerprintFiles } from "@resonance-rope/llm-eval/node";
import { type Llama, llamaLanguageModel, loadLlamaWeights } from "@resonance-rope/model-tiny";
import { type OpenLlama, openLlama } from "@resonance-rope/model-tiny/node";
import type { RopeSpec } from "@resonance-rope/rope-core";
import { applyEncoding } from "@resonance-rope/rope-interop";
import { fastestPairLayout, selectBackend } from "@resonance-rope/tfjs-runtime";
import type { EvaluationFlags } from "../plan/evaluation-flags.js";
import { encodingFromFlags } from "../plan/encoding-flags.js";
import { packageVersion } from "../package-version.js";
import { warnPassedOver } from "../terminal/warn-passed-over.js";
import { type OpenAdapter, openAdapter } from "./open-adapter.js";
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
    const weights = await fingerprintFiles(file.files, signal);
    const base = { name: basename(resolve(place)), fingerprint: weights };
    const adapter =
      flags.adapter === undefined
        ? null
        : await openAdapter(flags.adapter, { spec: description.spec, weights: base }, signal);
    const isChanged = changesEncoding(flags);
    const spec = isChanged
      ? applyEncoding(description, encodingFromFlags(flags, description)).spec
      : (adapter?.rope ?? description.spec);
    const tokenizer = await tokenizerOfLlama(file, place, weights, signal);
    try {
      const { engine, passedOver } = await selectBackend(threads === undefined ? {} : { threads });
      warnPassedOver(passedOver);
      const llama = await loadAdapted(file, spec, adapter, signal);
      const parts = [weights, tokenizer.fingerprint, JSON.stringify(config), JSON.stringify(spec)];
      if (adapter !== null) parts.push(adapter.fingerprint);
      const name = `${base.name}${adapter === null ? "" : ", fine-tuned"}`;
      return llamaLanguageModel(llama, {
        name: isChanged || adapter?.rope ? `${name} (${encodingName(spec)})` : name,
        fingerprint: [
          `sha256:${createHash("sha256").update(parts.join(" ")).digest("hex")}`,
          `model-tiny ${packageVersion()} (${engine})`,
        ].join(", "),
        contextLength,
        tokenizer,
      });
    } catch (error) {
      await tokenizer.dispose();
      throw error;
    }
  } finally {
    await file.close();
  }
}

/** Adapters come first: those that do not fit are refused before a weight is read. */
async function loadAdapted(
  file: OpenLlama,
  rope: RopeSpec,
  adapter: OpenAdapter | null,
  signal: AbortSignal,
): Promise<Llama> {
  const { config } = file;
  const adapters = await adapter?.weights({ config, rope: { ...rope, pairLayout: fastestPairLayout() } });
  try {
    const llama = await loadLlamaWeights(file, { rope, signal });
    return { ...llama, weights: new Map([...llama.weights, ...(adapters ?? [])]) };
  } catch (error) {
    for (const tensor of adapters?.values() ?? []) tensor.dispose();
    throw error;
  }
}
