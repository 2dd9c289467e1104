/** What differs between servers that speak the OpenAI interface. */
import type { ChatMessage } from "@resonance-rope/contracts";
import type { RequestOptions } from "./server-connection.js";

export interface ServerDialect {
  /** With its version where the server says it: `vLLM 0.32.0`. */
  readonly engine: string;
  /** Beside what every server takes; that a model's folder cannot change how answers are drawn. */
  readonly generationBody: object;
  /** ln p of each token given those before it, T values of which the first is null; as the server answered. */
  score(tokens: readonly number[], options: RequestOptions): Promise<readonly (number | null)[]>;
  /** Null where the server cannot, or the model has no template. */
  applyChatTemplate(messages: readonly ChatMessage[], options: RequestOptions): Promise<readonly number[] | null>;
}
