/**
 * Low-rank adapters in the form of PEFT, Hugging Face's library for them: adapter_config.json and
 * adapter_model.safetensors. PEFT stores matrices output first, and queries and keys with their pairs in halves.
 */
import { ResonanceError, validate } from "@resonance-rope/contracts";
import { type ModelTensor, type SafetensorsTensor, writeSafetensors } from "@resonance-rope/rope-interop";
import * as tf from "@tensorflow/tfjs-core";
import * as z from "zod";
import type { Weights } from "../decoder.js";
import { fileValues } from "./file-values.js";
import { llamaFileName } from "./llama-file-names.js";
import type { Llama } from "./load-llama-weights.js";
import { adapterParameters } from "./low-rank-adapters.js";
import { movePairs } from "./move-pairs.js";

export interface PeftAdapter {
  /** Of adapter_config.json. */
  readonly config: object;
  /** Of adapter_model.safetensors. */
  readonly tensors: Uint8Array<ArrayBuffer>;
}

/** `blocks.3.attention.query.lora_a` to `base_model.model.model.layers.3.self_attn.q_proj.lora_A.weight`. */
const peftName = (parameter: string): string => {
  const [, matrix = "", part = ""] = /^(.*)\.lora_([ab])$/u.exec(parameter) ?? [];
  const name = llamaFileName(matrix, "hugging-face").replace(/\.weight$/u, "");
  return `base_model.model.${name}.lora_${part.toUpperCase()}.weight`;
};

const turnsPairs = (parameter: string): boolean => /attention\.(?:query|key)\.lora_b$/u.test(parameter);

/** @param baseModel what the adapters were trained beside: a folder, or a name on Hugging Face's hub. */
export async function writePeftAdapter(
  { config, rope, weights }: Llama,
  rank: number,
  baseModel: string,
): Promise<PeftAdapter> {
  const tensors = new Map<string, SafetensorsTensor>();
  for (const { name, shape } of adapterParameters(config, rope.headDimension, rank)) {
    const data = await fileValues(weights.get(name) as tf.Tensor, {
      isTransposed: true,
      pairs: turnsPairs(name) ? { rope, to: "half-split" } : null,
    });
    tensors.set(peftName(name), { dtype: "F32", shape: shape.toReversed(), data });
  }
  return {
    config: {
      peft_type: "LORA",
      task_type: "CAUSAL_LM",
      base_model_name_or_path: baseModel,
      r: rank,
      lora_alpha: rank,
      lora_dropout: 0,
      bias: "none",
      fan_in_fan_out: false,
      inference_mode: true,
      target_modules: ["q_proj", "k_proj", "v_proj", "o_proj"],
    },
    tensors: writeSafetensors(tensors, { format: "pt" }),
  };
}

const where = "readPeftAdapter";
const orAbsent = <T extends z.ZodType>(schema: T): z.ZodOptional<z.ZodNullable<T>> => schema.nullish();
const schema = z.looseObject({
  peft_type: z.literal("LORA"),
  r: z.int().positive(),
  lora_alpha: z.number(),
  use_rslora: orAbsent(z.boolean()),
  use_dora: orAbsent(z.literal(false)),
  fan_in_fan_out: orAbsent(z.literal(false)),
  bias: orAbsent(z.literal("none")),
  rank_pattern: orAbsent(z.strictObject({})),
  alpha_pattern: orAbsent(z.strictObject({})),
  modules_to_save: orAbsent(z.array(z.string()).max(0)),
});

/**
 * The adapters as weights, to be put beside those of their model; the caller's.
 * @param json of adapter_config.json.
 * @param tensors of adapter_model.safetensors. A query, key, value or output without adapters stays as it is.
 * @throws ResonanceError of kind `invalid-file` for adapters of another model, kind or place.
 */
export async function readPeftAdapter(
  { config, rope }: Pick<Llama, "config" | "rope">,
  json: unknown,
  tensors: ReadonlyMap<string, ModelTensor>,
): Promise<Weights> {
  const adapter = validate(schema, json, { kind: "invalid-file", where, what: "adapter_config.json of plain LoRA" });
  const { r: rank, lora_alpha: alpha } = adapter;
  const scale = alpha / (adapter.use_rslora === true ? Math.sqrt(rank) : rank);
  const left = new Set(tensors.keys());
  const found = adapterParameters(config, rope.headDimension, rank).flatMap(({ name, shape }) => {
    const tensor = tensors.get(peftName(name));
    left.delete(peftName(name));
    return tensor === undefined ? [] : [{ name, shape, tensor }];
  });
  const [other] = left;
  if (other !== undefined) throw refused("adapters of queries, keys, values and outputs alone", other.slice(0, 80));
  if (found.length === 0) throw refused("adapters", "none");
  const names = new Set(found.map(({ name }) => name));
  for (const name of names) {
    const partner = name.replace(/[ab]$/u, (part) => (part === "a" ? "b" : "a"));
    if (!names.has(partner)) throw refused(`${peftName(partner)} beside ${peftName(name)}`, "none");
  }
  for (const { name, shape, tensor } of found)
    if (tensor.shape.join() !== shape.toReversed().join())
      throw refused(`${peftName(name)} of shape [${shape.toReversed().join(", ")}]`, `[${tensor.shape.join(", ")}]`);

  const weights = new Map<string, tf.Tensor>();
  try {
    for (const { name, shape, tensor } of found) {
      const values = await tensor.values();
      const [rows = 0, columns = 0] = shape.toReversed();
      if (turnsPairs(name)) movePairs(values, rows, { ...rope, pairLayout: "half-split" }, rope.pairLayout);
      const factor = name.endsWith(".lora_b") ? scale : 1;
      weights.set(
        name,
        tf.tidy(() => tf.mul(tf.transpose(tf.tensor2d(values, [rows, columns])), factor)),
      );
    }
    return weights;
  } catch (error) {
    tf.dispose([...weights.values()]);
    throw error;
  }
}

const refused = (expected: string, received: string): ResonanceError =>
  new ResonanceError({ kind: "invalid-file", where, expected, received });
