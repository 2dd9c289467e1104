/** vLLM: scores the tokens of a prompt by id, whatever text they make. */
import { ResonanceError } from "@resonance-rope/contracts";
import * as z from "zod";
import { complete } from "./completion.js";
import type { RequestOptions, ServerConnection } from "./server-connection.js";
import type { ServerDialect } from "./server-dialect.js";
import type { ServedModel } from "./server-models.js";

const versionSchema = z.looseObject({ version: z.string() });
const tokensSchema = z.looseObject({ tokens: z.array(z.number().int()) });

/** Null for another server. */
export async function vllmDialect(
  connection: ServerConnection,
  { id: model, ownedBy }: ServedModel,
  options: RequestOptions,
): Promise<ServerDialect | null> {
  if (ownedBy !== "vllm") return null;
  const found = await connection.find("/version", null, versionSchema, options);
  if (found === null) return null;
  const first = await complete(connection, { model, prompt: "a", max_tokens: 1, temperature: 0 }, options);
  return {
    engine: first.systemFingerprint ?? `vLLM ${found.version}`,
    // A model's generation_config.json would set it otherwise.
    generationBody: { repetition_penalty: 1 },
    async score(tokens, own) {
      const asked = { model, prompt: tokens, max_tokens: 1, temperature: 0, prompt_logprobs: 0 };
      const { promptLogProbabilities: places } = await complete(connection, asked, own);
      return (places ?? []).map((byId, index) => {
        if (byId === null) return null;
        const entry = byId[String(tokens[index])];
        if (entry !== undefined) return entry.logprob;
        throw new ResonanceError({
          kind: "unavailable",
          where: connection.root,
          expected: `the log-probability of token ${tokens[index]} at place ${index}`,
          received: `those of ${Object.keys(byId).join(", ")}`,
        });
      });
    },
    async applyChatTemplate(messages, own) {
      const body = { model, messages, add_generation_prompt: true };
      return (await connection.find("/tokenize", body, tokensSchema, own))?.tokens ?? null;
    },
  };
}
