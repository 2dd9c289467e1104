/** A plan's texts as sequences, once everything that can be refused beforehand was looked at, and its training. */
import type { BackendName, FinetuningPlan } from "@resonance-rope/contracts";
import {
  type LlamaConfig,
  type LlamaTraining,
  createLlamaTraining,
  loadLlamaWeights,
} from "@resonance-rope/model-tiny";
import type { RopeSpec } from "@resonance-rope/rope-core";
import { type SelectedBackend, requirePrecision, selectBackend } from "@resonance-rope/tfjs-runtime";
import { requireMemory } from "../memory/machine-memory.js";
import { memoryOfFinetuning } from "../memory/memory-of-finetuning.js";
import type { Material } from "./open-material.js";
import { packTokens } from "./pack-tokens.js";
import { type Sequences, sequencesOf } from "./sequences.js";

export interface PreparedFinetuning {
  readonly backend: SelectedBackend;
  readonly documents: number;
  readonly tokens: number;
  readonly sequences: Sequences;
  /** Null where nothing is held out. */
  readonly heldOut: Sequences | null;
  readonly memoryBytes: number;
}

/** @throws ResonanceError before a weight is read. */
export async function prepareFinetuning(
  plan: FinetuningPlan,
  { model, tokenizer, data, validation }: Material,
  options: { readonly backend: BackendName | undefined; readonly signal: AbortSignal | undefined },
): Promise<PreparedFinetuning> {
  const { signal } = options;
  const { config } = model;
  const memoryBytes = memoryOfFinetuning(plan, { config, headDimension: plan.rope.headDimension });
  requireMemory(memoryBytes, "finetune", "give a smaller --length, or train adapters with --lora 8");
  const pack = { tokenizer, vocabularySize: config.vocabularySize, ...(signal === undefined ? {} : { signal }) };
  const { tokens, documents } = await packTokens(data.documents(), { ...pack, where: "--data" });
  const sequences = sequencesOf(tokens, plan.length, "--data");
  let heldOut: Sequences | null = null;
  if (validation !== null) {
    const packed = await packTokens(validation.documents(), { ...pack, where: "--validate" });
    const all = sequencesOf(packed.tokens, plan.length, "--validate");
    heldOut = { ...all, count: Math.min(all.count, plan.validationSequences ?? Infinity) };
  }
  const wanted = options.backend === undefined ? {} : { backend: options.backend };
  const backend = await selectBackend({ ...wanted, threads: plan.threads });
  requirePrecision(plan.precision);
  return { backend, documents, tokens: tokens.length, sequences, heldOut, memoryBytes };
}

export interface StartedFinetuning {
  readonly training: LlamaTraining;
  readonly config: LlamaConfig;
  /** The plan's, with the pair layout that the weights have on this backend. */
  readonly rope: RopeSpec;
}

/** @param checkpoint where to go on. */
export async function startFinetuning(
  { rope: wanted, adapterRank, optimizer, steps, length, seed, precision }: FinetuningPlan,
  { model }: Material,
  {
    signal,
    checkpoint,
  }: {
    readonly signal?: AbortSignal | undefined;
    readonly checkpoint?: { readonly bytes: Uint8Array; readonly step: number } | undefined;
  },
): Promise<StartedFinetuning> {
  const { config, rope, weights } = await loadLlamaWeights(model, {
    rope: wanted,
    ...(signal === undefined ? {} : { signal }),
  });
  try {
    const training = createLlamaTraining({
      config,
      rope,
      weights,
      adapterRank,
      optimizer,
      steps,
      length,
      seed,
      precision,
      ...(checkpoint === undefined ? {} : { checkpoint }),
    });
    return { training, config, rope };
  } catch (error) {
    for (const tensor of weights.values()) tensor.dispose();
    throw error;
  }
}
