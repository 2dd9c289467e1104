/**
 * RULER's common words (common_words_extraction.py): a numbered list in which ten words come thirty times and all
 * others three times; below 4096 tokens six times and once. A small solved list comes first.
 */
import type { RandomSource } from "@resonance-rope/contracts";
import { type SampleMaker, drawDistinct, drawUnlike, shuffled } from "./sample.js";
import { adjectives, nouns, verbs } from "./word-list.js";

const common = 10;

interface ListShape {
  readonly words: number;
  readonly commonTimes: number;
  readonly otherTimes: number;
}

const words = [...new Set([...nouns, ...adjectives, ...verbs])];

/** @param length tokens of the prompt and its answer. */
export function commonWordsMaker(length: number): SampleMaker {
  const long = length >= 4096;
  const example = long ? { words: 40, commonTimes: 10, otherTimes: 3 } : { words: 20, commonTimes: 3, otherTimes: 1 };
  return {
    answerTokens: 120,
    minimumSize: common + 1,
    make(size, random) {
      const solved = list(example, random.fork("example"));
      const shape = { words: size, commonTimes: long ? 30 : 6, otherTimes: long ? 3 : 1 };
      const { question, references } = list(shape, random.fork("list"));
      return {
        question: `${solved.question}${answerPrefix} ${numbered(solved.references)}\n${question}`,
        answerPrefix,
        references,
      };
    },
  };
}

const answerPrefix = " Answer: The top 10 words that appear most often in the list are:";

function list(shape: ListShape, random: RandomSource) {
  const references = drawDistinct(random.fork("common"), common, words.length).map((place) => words[place] as string);
  const others = otherWords(shape.words - common, new Set(references), random.fork("others"));
  const repeated = [...times(references, shape.commonTimes), ...times(others, shape.otherTimes)];
  const entries = numbered(shuffled(repeated, random.fork("order")));
  return {
    question: `Below is a numbered list of words. In these words, some appear more often than others. Memorize the ones that appear most often.\n${entries}\nQuestion: What are the 10 most common words in the above list?`,
    references,
  };
}

/** Words of the list while it lasts, and nouns written as one beyond it: two, or three for the longest lists. */
function otherWords(count: number, taken: ReadonlySet<string>, random: RandomSource): string[] {
  const listed = shuffled(
    words.filter((word) => !taken.has(word)),
    random,
  );
  if (count <= listed.length) return listed.slice(0, count);
  const parts = count < 20_000 ? 2 : 3;
  const compound = (): string => Array.from({ length: parts }, () => nouns[random.integer(nouns.length)]).join("");
  const used = new Set(words);
  return [...listed, ...drawUnlike(count - listed.length, used, compound)];
}

function times(entries: readonly string[], count: number): string[] {
  return entries.flatMap((entry) => Array.from({ length: count }, () => entry));
}

function numbered(entries: readonly string[]): string {
  return entries.map((word, index) => `${index + 1}. ${word}`).join(" ");
}
