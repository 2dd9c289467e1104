/** Low-rank adapters in a folder of PEFT's form, and the position encoding that `resonance finetune` puts beside them. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { type NamedHash, ResonanceError } from "@resonance-rope/contracts";
import { fingerprintFiles } from "@resonance-rope/llm-eval/node";
import { type Llama, readPeftAdapter } from "@resonance-rope/model-tiny";
import { type RopeSpec, createRotaryEmbedding } from "@resonance-rope/rope-core";
import { openSafetensors } from "@resonance-rope/rope-interop/node";
import { readAdapterEncoding } from "../finetuning/adapter-encoding.js";
import { readJson } from "../plan/read-json.js";

export interface OpenAdapter {
  readonly fingerprint: string;
  /** Null for adapters of another program, whose encoding is the model's own. */
  readonly rope: RopeSpec | null;
  /** To be put beside the model's; the caller's. */
  weights(model: Pick<Llama, "config" | "rope">): Promise<Llama["weights"]>;
}

/** The model that they are to be put beside. */
export interface AdaptedModel {
  readonly spec: RopeSpec;
  /** Its files of weights. */
  readonly weights: NamedHash;
}

const flag = "--adapter";

/** @throws ResonanceError for adapters of another model. What was written without a word of its model is believed. */
export async function openAdapter(folder: string, model: AdaptedModel, signal: AbortSignal): Promise<OpenAdapter> {
  const [config, tensors, encoding] = ["adapter_config.json", "adapter_model.safetensors", "rope.json"].map((name) =>
    join(folder, name),
  ) as [string, string, string];
  const json = readJson(config, flag, "a folder with adapter_config.json and adapter_model.safetensors");
  const found = existsSync(encoding) ? readAdapterEncoding(encoding, flag) : null;
  if (found !== null) {
    requireFit(found.rope, model.spec, encoding);
    if (found.trainedOn !== null) requireSame(found.trainedOn, model.weights);
  }
  return {
    fingerprint: await fingerprintFiles([config, tensors], signal),
    rope: found?.rope ?? null,
    async weights(beside) {
      const opened = await openSafetensors(tensors);
      try {
        return await readPeftAdapter(beside, json, opened.tensors);
      } finally {
        await opened.close();
      }
    },
  };
}

function requireSame(trainedOn: NamedHash, weights: NamedHash): void {
  if (trainedOn.fingerprint === weights.fingerprint) return;
  // The whole hash would fill the line.
  const shown = ({ name, fingerprint }: NamedHash): string => `${name} (${fingerprint.slice(0, 19)}…)`;
  throw new ResonanceError({
    kind: "invalid-argument",
    where: flag,
    expected: `the model that the adapters were trained on, ${shown(trainedOn)}`,
    received: shown(weights),
    remedy: "give that one as --model: it needs no new encoding, for the adapters bring theirs",
  });
}

function requireFit(rope: RopeSpec, spec: RopeSpec, path: string): void {
  const heads = ({ headDimension, rotaryFraction }: RopeSpec): string =>
    `heads of ${headDimension} dimensions, ${rotaryFraction} of them turned`;
  const refused = (expected: string, received: string, cause?: unknown): ResonanceError =>
    new ResonanceError({ kind: "invalid-file", where: flag, expected: `${path} to have ${expected}`, received, cause });
  if (heads(rope) !== heads(spec)) throw refused(`the model's ${heads(spec)}`, heads(rope));
  try {
    createRotaryEmbedding(rope);
  } catch (cause) {
    if (!ResonanceError.isInstance(cause)) throw cause;
    throw refused(cause.expected, cause.received, cause);
  }
}
