/** `/v1/models`: which model a server serves, and by what one notices that it serves another. */
import { ResonanceError } from "@resonance-rope/contracts";
import * as z from "zod";
import type { RequestOptions, ServerConnection } from "./server-connection.js";

export interface ServedModel {
  readonly id: string;
  readonly ownedBy: string | null;
  readonly contextLength: number | null;
  /** Everything said of the model that does not change from one answer to the next. */
  readonly identity: string;
}

const modelSchema = z.looseObject({
  id: z.string().min(1),
  owned_by: z.string().nullish(),
  /** vLLM's and SGLang's: where the weights are. */
  root: z.string().nullish(),
  max_model_len: z.number().int().positive().nullish(),
  /** llama.cpp's: parameters, bytes, lengths. */
  meta: z.record(z.string(), z.unknown()).nullish(),
});

const modelsSchema = z.looseObject({ data: z.array(modelSchema) });

/** @param wanted null for the only one. */
export async function servedModel(
  connection: ServerConnection,
  wanted: string | null,
  options: RequestOptions,
): Promise<ServedModel> {
  const { data } = await connection.get("/v1/models", modelsSchema, options);
  const [first] = data;
  const found = wanted === null && data.length === 1 ? first : data.find(({ id }) => id === wanted);
  if (found === undefined)
    throw new ResonanceError({
      kind: wanted === null ? "invalid-argument" : "unavailable",
      where: connection.root,
      expected: wanted === null ? "a server of one model" : `the model ${wanted}`,
      received: data.map(({ id }) => id).join(", ") || "no model",
      remedy: "name one of the server's models (--served-model)",
    });
  const { id, owned_by: ownedBy = null, root = null, max_model_len: contextLength = null, meta = null } = found;
  return { id, ownedBy, contextLength, identity: JSON.stringify([id, ownedBy, root, contextLength, meta]) };
}
