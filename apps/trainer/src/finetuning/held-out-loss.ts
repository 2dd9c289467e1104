/** The loss over sequences of text that is not trained on. */
import { type LlamaScorerOptions, createLlamaScorer } from "@resonance-rope/model-tiny";
import type { Sequences } from "./sequences.js";

export interface HeldOutLoss {
  /** Mean over the tokens. */
  readonly lossNats: number;
  readonly tokens: number;
}

export async function heldOutLoss(
  { count, length, tokens }: Sequences,
  { signal, ...llama }: LlamaScorerOptions,
): Promise<HeldOutLoss> {
  const score = createLlamaScorer(llama);
  let nats = 0;
  try {
    for (let index = 0; index < count; index++)
      for (const logProbability of await score(tokens(index), 1, signal === undefined ? {} : { signal }))
        nats -= logProbability;
  } finally {
    score.dispose();
  }
  return { lossNats: nats / (count * length), tokens: count * length };
}
