import type { Answer } from "@resonance-rope/contracts";

/** Of every scored token, document after document, whatever order the answers came in. */
export function logProbabilitiesOf(answers: readonly Answer[], documents: readonly string[]): readonly number[] {
  return documents.flatMap((document) => {
    const answer = answers.find(({ item }) => item.startsWith(`${document}/`));
    if (answer?.type !== "log-probabilities") throw new Error(`no scores of ${document}`);
    return answer.logProbabilities;
  });
}
