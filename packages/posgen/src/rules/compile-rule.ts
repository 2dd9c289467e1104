/** A rule as data, made ready to run on a window of j + k tokens. */
import type { Rule } from "@resonance-rope/contracts";
import { absoluteSine } from "./absolute-sine.js";
import { linear } from "./linear.js";
import { nonsingularTable } from "./nonsingular-table.js";
import { randomTable } from "./random-table.js";
import type { RuleForm, RuleWindow } from "./rule-form.js";
import { squaredSine } from "./squared-sine.js";
import { sumModulo } from "./sum-modulo.js";
import { table } from "./table.js";

export function compileRule(rule: Rule, window: RuleWindow): RuleForm {
  switch (rule.type) {
    case "sum-modulo":
      return sumModulo;
    case "linear":
      return linear(rule, window);
    case "random-table":
      return randomTable(rule, window);
    case "nonsingular-table":
      return nonsingularTable(rule, window);
    case "table":
      return table(rule, window);
    case "squared-sine":
      return squaredSine(window);
    case "absolute-sine":
      return absoluteSine(window);
  }
}
