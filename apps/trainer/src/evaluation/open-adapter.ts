/** Low-rank adapters in a folder of PEFT's form, and the position encoding that `resonance finetune` puts beside them. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { ropeSpecSchema, validate } from "@resonance-rope/contracts";
import { fingerprintFiles } from "@resonance-rope/llm-eval/node";
import { type Llama, readPeftAdapter } from "@resonance-rope/model-tiny";
import type { RopeSpec } from "@resonance-rope/rope-core";
import { openSafetensors } from "@resonance-rope/rope-interop/node";
import { readJson } from "../plan/read-json.js";

export interface OpenAdapter {
  readonly fingerprint: string;
  /** Null for adapters of another program, whose encoding is the model's own. */
  readonly rope: RopeSpec | null;
  /** The model with its adapters. */
  apply(llama: Llama): Promise<Llama>;
}

const flag = "--adapter";

export async function openAdapter(folder: string, signal: AbortSignal): Promise<OpenAdapter> {
  const [config, tensors, encoding] = ["adapter_config.json", "adapter_model.safetensors", "rope.json"].map((name) =>
    join(folder, name),
  ) as [string, string, string];
  const json = readJson(config, flag, "a folder with adapter_config.json and adapter_model.safetensors");
  const rope = existsSync(encoding)
    ? validate(ropeSpecSchema, readJson(encoding, flag), { kind: "invalid-file", where: flag, what: encoding })
    : null;
  return {
    fingerprint: await fingerprintFiles([config, tensors], signal),
    rope,
    async apply(llama) {
      const opened = await openSafetensors(tensors);
      try {
        const adapters = await readPeftAdapter(llama, json, opened.tensors);
        return { ...llama, weights: new Map([...llama.weights, ...adapters]) };
      } finally {
        await opened.close();
      }
    },
  };
}
