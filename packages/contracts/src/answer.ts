/** One answer of a model, as it is kept: answers.jsonl of an evaluation's folder, one a line. */
import * as z from "zod";

export type Answer =
  | {
      readonly type: "log-probabilities";
      /** Names the request within its evaluation, and nothing else asks under it: `moby-dick/2048/0`. */
      readonly item: string;
      /** Nats, of the scored tokens in their order. */
      readonly logProbabilities: readonly number[];
      readonly seconds: number;
    }
  | {
      readonly type: "text";
      readonly item: string;
      readonly text: string;
      readonly promptTokens: number;
      readonly seconds: number;
    };

/** Where answers are kept. An evaluation asks for what is not there, and appends each answer as it comes. */
export interface AnswerStore {
  /** Items that have their answer, from earlier starts and this one. */
  readonly answered: ReadonlySet<string>;
  /** Every answer, in the order in which they came; one at a time, so that memory stays flat. */
  read(): AsyncIterable<Answer>;
  /** On disk when the promise resolves; an item twice is refused. */
  append(answer: Answer): Promise<void>;
}

const item = z.string().min(1);
const seconds = z.number().nonnegative();

export const answerSchema: z.ZodType<Answer> = z.discriminatedUnion("type", [
  z.strictObject({
    type: z.literal("log-probabilities"),
    item,
    logProbabilities: z.array(z.number().max(1e-3)),
    seconds,
  }),
  z.strictObject({ type: z.literal("text"), item, text: z.string(), promptTokens: z.int().nonnegative(), seconds }),
]);
