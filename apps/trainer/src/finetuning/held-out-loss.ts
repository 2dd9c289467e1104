/** The loss over sequences of text that is not trained on. */
import { type LlamaScorerOptions, llamaLogProbabilities } from "@resonance-rope/model-tiny";
import type { Sequences } from "./sequences.js";

export interface HeldOutLoss {
  /** Mean over the tokens. */
  readonly lossNats: number;
  readonly tokens: number;
}

export async function heldOutLoss(
  { count, length, tokens }: Sequences,
  options: LlamaScorerOptions,
): Promise<HeldOutLoss> {
  let nats = 0;
  for (let index = 0; index < count; index++)
    for (const logProbability of await llamaLogProbabilities(tokens(index), 1, options)) nats -= logProbability;
  return { lossNats: nats / (count * length), tokens: count * length };
}
