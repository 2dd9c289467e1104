/** What a fine-tuning is made from, opened and named: a pretrained model, its tokenizer, and files of text. */
import { createHash } from "node:crypto";
import { basename, join, resolve } from "node:path";
import type { FinetuningPlan, FinetuningRecord } from "@resonance-rope/contracts";
import type { ModelTokenizer } from "@resonance-rope/llm-eval";
import { fingerprintFiles } from "@resonance-rope/llm-eval/node";
import { type OpenLlama, openLlama } from "@resonance-rope/model-tiny/node";
import { type TextFiles, textFiles } from "../evaluation/read-documents.js";
import { tokenizerOfLlama } from "../evaluation/tokenizer-of-llama.js";

export interface Material {
  readonly model: OpenLlama;
  readonly tokenizer: ModelTokenizer;
  readonly data: TextFiles;
  /** Null where nothing is held out. */
  readonly validation: TextFiles | null;
  /** As the plan has them. */
  readonly named: Pick<FinetuningPlan, "model" | "data" | "validation" | "column">;
  readonly places: FinetuningRecord["places"];
  close(): Promise<void>;
}

export async function openMaterial(
  places: FinetuningRecord["places"],
  column: string,
  signal: AbortSignal,
): Promise<Material> {
  const data = textFiles(places.data, column, "--data");
  const validation = places.validation.length === 0 ? null : textFiles(places.validation, column, "--validate");
  const model = await openLlama(places.model);
  try {
    const weights = await fingerprintFiles(filesOf(model, places.model), signal);
    const tokenizer = await tokenizerOfLlama(model, places.model, weights, signal);
    // A folder's tokenizer lies in files of its own.
    const fingerprint = createHash("sha256").update(`${weights} ${tokenizer.fingerprint}`).digest("hex");
    return {
      model,
      tokenizer,
      data,
      validation,
      named: {
        model: { name: basename(resolve(places.model)), fingerprint: `sha256:${fingerprint}` },
        data: await data.files(),
        validation: (await validation?.files()) ?? [],
        column,
      },
      places,
      async close() {
        await tokenizer.dispose();
        await model.close();
      },
    };
  } catch (error) {
    await model.close();
    throw error;
  }
}

function filesOf({ format, files }: OpenLlama, place: string): readonly string[] {
  return format === "gguf" ? files : [join(place, "config.json"), ...files];
}
