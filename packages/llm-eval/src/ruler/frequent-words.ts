/**
 * RULER's frequent words (freq_words_extraction.py): made-up words of six letters, the k-th of them as often as a zeta
 * distribution of exponent 2 says. The first is the noise `...`; the three after it are asked for.
 */
import { type SampleMaker, drawLetters, drawUnlike, shuffled } from "./sample.js";

/** The zeta function at 2. */
const zeta = Math.PI ** 2 / 6;
const answerTokens = 50;

/** @param length tokens of the prompt and its answer; one word of the vocabulary for each fifty of the prompt's. */
export function frequentWordsMaker(length: number): SampleMaker {
  const vocabularySize = Math.max(5, Math.floor((length - answerTokens) / 50));
  return {
    answerTokens,
    // With fewer, the fourth word would be as frequent as the fifth.
    minimumSize: 60,
    make(size, random) {
      const coded = drawUnlike(vocabularySize - 1, new Set<string>(), () =>
        drawLetters(random, "abcdefghijklmnopqrstuvwxyz", 6),
      );
      const text = ["...", ...coded].flatMap((word, index) =>
        Array.from({ length: Math.floor(size / (index + 1) ** 2 / zeta) }, () => word),
      );
      return {
        question: `Read the following coded text and track the frequency of each coded word. Find the three most frequently appeared coded words. ${shuffled(text, random).join(" ")}\nQuestion: Do not provide any explanation. Please ignore the dots '....'. What are the three most frequently appeared words in the above coded text?`,
        answerPrefix: " Answer: According to the coded text above, the three most frequently appeared words are:",
        references: coded.slice(0, 3),
      };
    },
  };
}
