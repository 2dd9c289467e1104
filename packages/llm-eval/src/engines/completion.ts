/** `/v1/completions`: a prompt that goes on, and what the tokens of both were worth to the model. */
import * as z from "zod";
import type { RequestOptions, ServerConnection } from "./server-connection.js";

type ScoredPlace = Readonly<Record<string, { readonly logprob: number }>>;

export interface Completion {
  readonly text: string;
  readonly finish: "stop" | "length";
  /** Of the generated tokens, with `echo` of the prompt's before them; null where the server gives none. */
  readonly logProbabilities: readonly (number | null)[] | null;
  /** vLLM's: by place, the prompt's own tokens (and others) with their log-probabilities, by id. */
  readonly promptLogProbabilities: readonly (ScoredPlace | null)[] | null;
  readonly promptTokens: number | null;
  /** In vLLM a hash of how it was started: model, encoding, precision. */
  readonly systemFingerprint: string | null;
}

const isScore = (score: unknown): boolean =>
  typeof score === "object" && score !== null && "logprob" in score && Number.isFinite(score.logprob);

/** Checked by hand: zod copies every object that it checks, which took almost half of a request's processor time. */
const placeSchema = z.custom<ScoredPlace | null>(
  (place: unknown) =>
    place === null || (typeof place === "object" && !Array.isArray(place) && Object.values(place).every(isScore)),
);

const choiceSchema = z.looseObject({
  text: z.string(),
  finish_reason: z.string().nullish(),
  // Servers that only know the chat's form put `content` here.
  logprobs: z.looseObject({ token_logprobs: z.array(z.number().nullable()).nullish() }).nullish(),
  prompt_logprobs: z.array(placeSchema).nullish(),
});

const completionSchema = z.looseObject({
  choices: z.array(choiceSchema).length(1),
  system_fingerprint: z.string().nullish(),
  usage: z.looseObject({ prompt_tokens: z.number().int().nullish() }).nullish(),
});

/** @param body beside the model: `prompt`, `max_tokens`, `echo` and so on. */
export async function complete(
  connection: ServerConnection,
  body: object,
  options: RequestOptions = {},
): Promise<Completion> {
  return completionOf(await connection.post("/v1/completions", body, completionSchema, options));
}

/** Null where the server refuses such a request. */
export async function tryToComplete(
  connection: ServerConnection,
  body: object,
  options: RequestOptions,
): Promise<Completion | null> {
  const answer = await connection.find("/v1/completions", body, completionSchema, options);
  return answer === null ? null : completionOf(answer);
}

function completionOf({
  choices,
  usage,
  system_fingerprint: systemFingerprint,
}: z.infer<typeof completionSchema>): Completion {
  const [choice] = choices;
  return {
    text: choice?.text ?? "",
    finish: choice?.finish_reason === "length" ? "length" : "stop",
    logProbabilities: choice?.logprobs?.token_logprobs ?? null,
    promptLogProbabilities: choice?.prompt_logprobs ?? null,
    promptTokens: usage?.prompt_tokens ?? null,
    systemFingerprint: systemFingerprint ?? null,
  };
}
