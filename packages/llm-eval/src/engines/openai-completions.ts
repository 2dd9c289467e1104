/** Any other server: `/v1/completions` with `echo`, believed only after `probeLogProbabilities`. */
import * as z from "zod";
import { complete } from "./completion.js";
import type { ServerConnection } from "./server-connection.js";
import type { ServerDialect } from "./server-dialect.js";
import type { ServedModel } from "./server-models.js";

/** llama.cpp's, whose template's own tokens are tokens only where `parse_special` says so. */
const promptSchema = z.looseObject({ prompt: z.string() });
const tokensSchema = z.looseObject({ tokens: z.array(z.number().int()).min(1) });

export function openaiCompletions(connection: ServerConnection, { id: model, ownedBy }: ServedModel): ServerDialect {
  return {
    engine: ownedBy ?? "an OpenAI-compatible server",
    generationBody: {},
    async score(tokens, own) {
      // Not 0 tokens: some servers take that for "no end".
      const asked = { model, prompt: tokens, max_tokens: 1, temperature: 0, echo: true, logprobs: 1 };
      const { logProbabilities = [] } = await complete(connection, asked, own);
      const values = logProbabilities ?? [];
      return values.length === tokens.length + 1 ? values.slice(0, -1) : values;
    },
    async applyChatTemplate(messages, own) {
      const found = await connection.find("/apply-template", { messages }, promptSchema, own);
      if (found === null) return null;
      const body = { content: found.prompt, add_special: false, parse_special: true };
      return (await connection.find("/tokenize", body, tokensSchema, own))?.tokens ?? null;
    },
  };
}
