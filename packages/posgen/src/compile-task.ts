/** A task, checked once and made ready to run: every public function starts here. */
import { type SequenceTask, sequenceTaskSchema, validate } from "@resonance-rope/contracts";
import { requireWholeNumber } from "./require-whole-number.js";
import { compileRule } from "./rules/compile-rule.js";
import type { RuleForm } from "./rules/rule-form.js";
import type { FarStart } from "./tasks/far-start.js";
import { farStarts } from "./tasks/far-starts.js";

export interface CompiledTask {
  readonly farStart: FarStart;
  /** j. */
  readonly farTokens: number;
  /** k. */
  readonly nearTokens: number;
  /** j + k, the tokens that are given. */
  readonly seedLength: number;
  /** M. */
  readonly modulus: number;
  readonly rule: RuleForm;
}

/** Products of two tokens stay below 2^53, so that arithmetic modulo M is exact in float64. */
const largestModulus: number = 2 ** 26;

/** Each token costs j + k reads. */
const largestSeedLength = 1024;

export function compileTask(task: SequenceTask, where: string): CompiledTask {
  const { name, farTokens, nearTokens, modulus, rule } = validate(sequenceTaskSchema, task, {
    kind: "invalid-argument",
    where,
    what: "task",
  });
  const seedLength = farTokens + nearTokens;
  requireWholeNumber(seedLength, { where, what: "j + k tokens", minimum: 1, maximum: largestSeedLength });
  requireWholeNumber(modulus, { where, what: "a modulus M", minimum: 2, maximum: largestModulus });
  return {
    farStart: farStarts[name],
    farTokens,
    nearTokens,
    seedLength,
    modulus,
    rule: compileRule(rule, { farTokens, tokens: seedLength, modulus, where }),
  };
}
