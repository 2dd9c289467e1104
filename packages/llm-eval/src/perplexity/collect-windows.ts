/** Stored log-probabilities, added up as they are read: memory grows with the windows, not with their tokens. */
import type { Answer } from "@resonance-rope/contracts";
import { refuseAnswer } from "../collect-texts.js";
import type { PositionCurve } from "./position-curve.js";

export interface WindowScore {
  readonly nats: number;
  readonly tokens: number;
}

/**
 * By item, `document/length/window`.
 *
 * @param curves by length; each is given every log-probability of its windows.
 */
export async function collectWindows(
  answers: AsyncIterable<Answer>,
  curves: ReadonlyMap<number, PositionCurve>,
): Promise<ReadonlyMap<string, WindowScore>> {
  const scores = new Map<string, WindowScore>();
  for await (const answer of answers) {
    const { item } = answer;
    if (answer.type !== "log-probabilities") return refuseAnswer(item, "log-probabilities", "a text");
    const [, document = "", length, window] = /^(.*)\/(\d+)\/(\d+)$/su.exec(item) ?? [];
    const curve = curves.get(Number(length));
    if (curve === undefined) return refuseAnswer(item, "an item of one of the lengths", "another");
    curve.add(document, Number(window), answer.logProbabilities);
    const nats = -answer.logProbabilities.reduce((sum, value) => sum + value, 0);
    scores.set(item, { nats, tokens: answer.logProbabilities.length });
  }
  return scores;
}
