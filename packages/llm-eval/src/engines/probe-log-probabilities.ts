/**
 * Whether a server's scores of a prompt can be believed. Some servers give none, some a few, and some give each
 * token the score of its neighbour: all answer 200.
 *
 * A token that is generated has a log-probability. The same token, sent at the end of the prompt, must be scored with
 * the same number at its own place; a server that scores another place fails that by nats.
 */
import { ResonanceError } from "@resonance-rope/contracts";
import { checkLogProbabilities } from "../check-log-probabilities.js";
import { tryToComplete } from "./completion.js";
import type { RequestOptions, ServerConnection } from "./server-connection.js";
import type { ServerDialect } from "./server-dialect.js";
import type { ServerTokenizer } from "./server-tokenizer.js";

/** Plain English that goes on in one way or another in any model. */
export const probeTexts: readonly string[] = [
  "The capital of France is",
  "One, two, three, four, five,",
  "Once upon a time, there was a",
  "The sun rises in the east and sets in the",
];
const fewestChecked = 2;

/** Sixteen-bit servers compute a token alone and within a prompt this far apart; neighbours differ by nats. */
const toleranceNats = 0.15;

interface Probed {
  readonly connection: ServerConnection;
  readonly model: string;
  readonly dialect: ServerDialect;
  readonly tokenizer: ServerTokenizer;
}

/** Why the scores cannot be believed; null where they can. */
export async function probeLogProbabilities(probed: Probed, options: RequestOptions): Promise<string | null> {
  const { connection, model, dialect, tokenizer } = probed;
  let checked = 0;
  for (const text of probeTexts) {
    const prompt = await tokenizer.tokenize(text, options);
    const asked = { model, prompt, max_tokens: 1, temperature: 0, logprobs: 1, ...dialect.generationBody };
    const generated = await tryToComplete(connection, asked, options);
    if (generated === null) return "it refuses a prompt of token ids with logprobs";
    const alone = generated.logProbabilities?.at(-1);
    if (alone === null || alone === undefined)
      return "it gives no log-probability of what it generates, so that scores could not be checked";

    const longer = await tokenizer.tokenize(text + generated.text, options);
    // Otherwise the text's tokens are not those that were generated.
    const goesOn = longer.length === prompt.length + 1 && prompt.every((token, index) => token === longer[index]);
    if (!goesOn) continue;
    const scores = await scoresOf(dialect, longer, options);
    if (typeof scores === "string") return scores;
    const within = scores.at(-1) ?? NaN;
    if (!(Math.abs(within - alone) <= toleranceNats))
      return `its log-probabilities of a prompt belong to other tokens: one generated at ${alone.toFixed(2)} nats is scored at ${within.toFixed(2)}`;
    checked += 1;
  }
  return checked >= fewestChecked ? null : "its log-probabilities of a prompt could not be checked";
}

/** From the second token on; or in words what is wrong with them. */
async function scoresOf(
  dialect: ServerDialect,
  tokens: readonly number[],
  options: RequestOptions,
): Promise<readonly number[] | string> {
  try {
    const scores = await dialect.score(tokens, options);
    if (scores.length === 0) return "it gives no log-probabilities of a prompt";
    return fromSecond(scores, tokens.length, dialect.engine);
  } catch (error) {
    options.signal?.throwIfAborted();
    if (ResonanceError.isInstance(error)) return `of a prompt's log-probabilities it gave ${error.received}`;
    throw error;
  }
}

/** T values, the first of them null: nothing stands before that token. */
export function fromSecond(scores: readonly (number | null)[], count: number, engine: string): readonly number[] {
  if (scores.length !== count || scores[0] !== null)
    throw new ResonanceError({
      kind: "unavailable",
      where: engine,
      expected: `${count} log-probabilities, of which the first is null`,
      received: `${scores.length}, of which the first is ${scores[0]}`,
    });
  return checkLogProbabilities(scores.slice(1), count - 1, engine);
}
