/**
 * RULER's variable tracking (variable_tracking.py): a value handed on from variable to variable, each step somewhere
 * in the noise, and all five names asked for. A small solved example comes first, with names of its own each time.
 */
import type { RandomSource } from "@resonance-rope/contracts";
import { insertIntoLines } from "./insert-sentences.js";
import { type RulerSample, type SampleMaker, drawLetters, drawUnlike, noise } from "./sample.js";

const hops = 4;
const capitals = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/** @param exampleSize lines of noise in the example; see `exampleOf`. */
export function variableTrackingMaker(exampleSize: number): SampleMaker {
  return {
    answerTokens: 30,
    minimumSize: hops + 1,
    make(size, random) {
      const sample = chain(size, 5, random);
      return { ...sample, question: `${exampleOf(exampleSize, random.fork("example"))}\n\n${sample.question}` };
    },
  };
}

/** The example with its answer. RULER gives it as much noise as fits into 500 tokens. */
export function exampleOf(size: number, random: RandomSource): string {
  const { question, answerPrefix, references } = chain(Math.max(size, hops + 1), 3, random);
  return `${question}${answerPrefix} ${references.join(" ")}`;
}

function chain(size: number, nameLength: number, random: RandomSource): RulerSample {
  const source = random.fork("chain");
  const names = drawUnlike(hops + 1, new Set<string>(), () => drawLetters(source, capitals, nameLength));
  const value = String(10_000 + source.integer(89_999));
  const steps = names.map((name, index) =>
    index === 0 ? `VAR ${name} = ${value}` : `VAR ${name} = VAR ${names[index - 1] ?? ""} `,
  );
  const lines = Array.from({ length: size }, () => noise);
  const context = insertIntoLines(lines, steps, random.fork("places")).join("\n");
  return {
    question: `Memorize and track the chain(s) of variable assignment hidden in the following text.\n\n${context}\nQuestion: Find all variables that are assigned the value ${value} in the text above.`,
    answerPrefix: ` Answer: According to the chain(s) of variable assignment in the text above, ${hops + 1} variables are assigned the value ${value}, they are: `,
    references: names,
  };
}
