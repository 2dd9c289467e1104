/** A user's own rule, from a file's text or its parsed JSON, with everything checked that can be wrong with it. */
import {
  type Rule,
  type SequenceTask,
  ResonanceError,
  messageOf,
  ruleSchema,
  validate,
} from "@resonance-rope/contracts";
import { compileTask } from "./compile-task.js";
import { requireObject } from "./require-object.js";

/**
 * The rule, fit for the task: a linear one has j + k coefficients, a table M^(j+k) tokens.
 *
 *     {"type": "linear", "coefficients": [1, 2, 3, 4], "constant": 5}
 */
export function parseRule(rule: unknown, task: Pick<SequenceTask, "farTokens" | "nearTokens" | "modulus">): Rule {
  const where = "parseRule";
  const { farTokens, nearTokens, modulus } = requireObject(task, "the task's sizes", where);
  const parsed = validate(ruleSchema, typeof rule === "string" ? parseJson(rule, where) : rule, {
    kind: "invalid-file",
    where,
    what: "rule",
    remedy: 'write for example {"type": "linear", "coefficients": [1, 2, 3, 4], "constant": 5}',
  });
  // Which task it is does not matter to a rule.
  compileTask({ name: "recursive", farTokens, nearTokens, modulus, rule: parsed }, where);
  return parsed;
}

function parseJson(text: string, where: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new ResonanceError({
      kind: "invalid-file",
      where,
      expected: "a rule in JSON",
      received: messageOf(cause),
      cause,
    });
  }
}
