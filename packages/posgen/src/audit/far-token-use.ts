/**
 * Whether a model reads the far tokens of chain of thought, or gets along without them. The audit says which shortcuts
 * a task has; this says what a model does.
 *
 * Each far token of a sequence is replaced by another, and all that was made from the old ones stays. From there on two
 * answers to the next token differ: the rule's, which reads the new far tokens, and the one of the sequence as it was
 * made. A model that predicts the first reads the far tokens; one that predicts the second has the answer from the
 * tokens after them.
 */
import { type RandomSource, ResonanceError, type SequenceTask } from "@resonance-rope/contracts";
import { type CompiledTask, compileTask } from "../compile-task.js";
import { requireObject } from "../require-object.js";
import { requireWholeNumber } from "../require-whole-number.js";
import { type SequenceSet, requireSequenceSet } from "../sequence-set.js";

/** What predictions follow, at the tokens whose two answers differ. */
export interface Followed {
  readonly tokens: number;
  /** Share of them at which the prediction is the rule's token; null if there are none. */
  readonly rule: number | null;
  /** Share at which it is the token of the sequence as it was made. */
  readonly sequence: number | null;
}

export interface FarTokenUse {
  /** At the trained positions, j + k <= l < L. */
  readonly trained: Followed;
  /** At those beyond, L <= l < L'. */
  readonly longer: Followed;
}

export interface FarTokenUseOptions {
  /** L. */
  readonly trainedLength: number;
  /** Draws the new far tokens, uniformly from the M - 1 others. */
  readonly random: RandomSource;
  /** The model: count x length tokens, and for each of them its prediction from those before it in the row. */
  readonly predict: (tokens: Int32Array) => Promise<Int32Array>;
}

const where = "farTokenUse";

/** Refuses a task of which `farTokenUse` cannot be asked. */
export function requireFixedFarTokens(task: Pick<SequenceTask, "name" | "farTokens">): void {
  const { name, farTokens } = requireObject(task, "a task", where);
  if (name === "chain-of-thought" && farTokens > 0) return;
  throw new ResonanceError({
    kind: "invalid-argument",
    where,
    expected: "chain-of-thought with a far token, the task whose far tokens stand still",
    received: `${name} with j = ${farTokens}`,
    remedy: "take a model of chain-of-thought; elsewhere a token that is replaced is soon a near one too",
  });
}

/** @param set sequences of the task, of length L'. */
export async function farTokenUse(
  task: SequenceTask,
  set: SequenceSet,
  options: FarTokenUseOptions,
): Promise<FarTokenUse> {
  const { trainedLength, random, predict } = requireObject(
    options,
    "a trained length, a random source, a model",
    where,
  );
  const compiled = compileTask(task, where);
  requireFixedFarTokens(task);
  const { tokens, length, seedLength } = requireSequenceSet(set, where);
  if (seedLength !== compiled.seedLength || tokens.some((token) => token < 0 || token >= compiled.modulus)) {
    throw new ResonanceError({
      kind: "invalid-argument",
      where,
      expected: `sequences of the task: ${compiled.seedLength} seed tokens, all tokens from 0 to ${compiled.modulus - 1}`,
      received: `${seedLength} seed tokens, or a token outside`,
      remedy: "take sequences that were made for this task",
    });
  }
  requireWholeNumber(trainedLength, { where, what: "a trained length L", minimum: seedLength, maximum: length });
  const replaced = replaceFarTokens(compiled, set, random);
  const predictions = await predict(replaced);
  if (predictions.length !== tokens.length) {
    throw new ResonanceError({
      kind: "invalid-argument",
      where,
      expected: `a prediction for each of the ${tokens.length} tokens`,
      received: `${predictions.length}`,
    });
  }
  const followed = (from: number, to: number): Followed => {
    let [counted, rule, sequence] = [0, 0, 0];
    for (let row = 0; row < tokens.length; row += length) {
      for (let position = from; position < to; position++) {
        const answer = ruleToken(compiled, replaced, row, position);
        const made = tokens[row + position];
        if (answer === made) continue;
        counted++;
        if (predictions[row + position] === answer) rule++;
        if (predictions[row + position] === made) sequence++;
      }
    }
    const share = (hits: number): number | null => (counted === 0 ? null : hits / counted);
    return { tokens: counted, rule: share(rule), sequence: share(sequence) };
  };
  return { trained: followed(seedLength, trainedLength), longer: followed(trainedLength, length) };
}

function replaceFarTokens(
  { farTokens, modulus }: CompiledTask,
  { tokens, length }: SequenceSet,
  random: RandomSource,
): Int32Array {
  const replaced = tokens.slice();
  for (let row = 0; row < tokens.length; row += length) {
    for (let at = row; at < row + farTokens; at++) {
      replaced[at] = ((replaced[at] as number) + 1 + random.integer(modulus - 1)) % modulus;
    }
  }
  return replaced;
}

/** h of the row's first j tokens and the k before the position. */
function ruleToken(
  { rule, farTokens, nearTokens, seedLength, modulus }: CompiledTask,
  tokens: Int32Array,
  row: number,
  position: number,
): number {
  const near = row + position - nearTokens;
  let sum = rule.constant;
  for (let index = 0; index < seedLength; index++) {
    const token = tokens[index < farTokens ? row + index : near + index - farTokens] as number;
    sum += (rule.weights?.[index] ?? 1) * token;
  }
  return rule.entries === null ? sum % modulus : (rule.entries[sum] as number);
}
