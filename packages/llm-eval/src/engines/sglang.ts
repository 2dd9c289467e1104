/** SGLang: its own `/generate` scores the tokens of a prompt by id. */
import { ResonanceError } from "@resonance-rope/contracts";
import * as z from "zod";
import type { RequestOptions, ServerConnection } from "./server-connection.js";
import type { ServerDialect } from "./server-dialect.js";

const infoSchema = z.looseObject({ model_path: z.string(), is_generation: z.boolean() });
const serverSchema = z.looseObject({ version: z.string() });
const generatedSchema = z.looseObject({
  meta_info: z.looseObject({
    input_token_logprobs: z.array(z.tuple([z.number().nullable(), z.number().int()]).rest(z.unknown())),
  }),
});

/** Null for another server. */
export async function sglangDialect(
  connection: ServerConnection,
  options: RequestOptions,
): Promise<ServerDialect | null> {
  const found =
    (await connection.find("/model_info", null, infoSchema, options)) ??
    (await connection.find("/get_model_info", null, infoSchema, options));
  if (found === null) return null;
  const server =
    (await connection.find("/server_info", null, serverSchema, options)) ??
    (await connection.find("/get_server_info", null, serverSchema, options));
  return {
    engine: `SGLang ${server?.version ?? "of an unknown version"}, ${found.model_path}`,
    generationBody: { repetition_penalty: 1 },
    async score(tokens, own) {
      const body = {
        input_ids: tokens,
        sampling_params: { max_new_tokens: 1, temperature: 0 },
        return_logprob: true,
        logprob_start_len: 0,
      };
      const { meta_info: answer } = await connection.post("/generate", body, generatedSchema, own);
      return answer.input_token_logprobs.map(([value, id], index) => {
        // The last token of a vocabulary comes back as 0: SGLang keeps the places after it for images.
        if (id === tokens[index] || id === 0) return value;
        throw new ResonanceError({
          kind: "unavailable",
          where: connection.root,
          expected: `token ${tokens[index]} at place ${index}`,
          received: `token ${id}`,
        });
      });
    },
    applyChatTemplate: () => Promise.resolve(null),
  };
}
