import type { RuleForm } from "./rule-form.js";

/** The paper's h: the sum of the window modulo M. */
export const sumModulo: RuleForm = { weights: null, constant: 0, entries: null };
