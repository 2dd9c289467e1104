/**
 * A PosGen task as data (section 4 of the paper): which earlier tokens each token depends on, and
 * how. The package posgen generates its sequences.
 */
import * as z from "zod";

export const taskNames = ["recursive", "chain-of-thought", "semi-recursive"] as const;
export type TaskName = (typeof taskNames)[number];

/**
 * h: V^(j+k) -> V, the rule that makes a token from j far and k near ones, far ones first.
 * - `sum-modulo`: the sum modulo M, the paper's;
 * - `linear`: the sum of coefficient times token, plus the constant, modulo M;
 * - `random-table`: an entry of V for each of the M^(j+k) windows, drawn from the seed;
 * - `nonsingular-table`: the first near token plus g of the far tokens and the last near one, modulo M, g a table of
 *   M^(j+1) tokens drawn from the seed;
 * - `table`: those entries from the user, the first token the most significant digit in base M;
 * - `squared-sine`, `absolute-sine`: floor(sin(sum)^2 M) and floor(|sin(2 pi sum / M)| M), the released code's others.
 */
export type Rule =
  | { readonly type: "sum-modulo" }
  | { readonly type: "linear"; readonly coefficients: readonly number[]; readonly constant: number }
  | { readonly type: "random-table"; readonly seed: number }
  | { readonly type: "nonsingular-table"; readonly seed: number }
  | { readonly type: "table"; readonly entries: readonly number[] }
  | { readonly type: "squared-sine" }
  | { readonly type: "absolute-sine" };

export interface SequenceTask {
  readonly name: TaskName;
  /** j, tokens read from far away. */
  readonly farTokens: number;
  /** k, tokens read from just before. */
  readonly nearTokens: number;
  /** M, the size of the vocabulary 0 ... M - 1. */
  readonly modulus: number;
  readonly rule: Rule;
}

export const ruleSchema: z.ZodType<Rule> = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("sum-modulo") }),
  z.strictObject({ type: z.literal("linear"), coefficients: z.array(z.int()), constant: z.int() }),
  z.strictObject({ type: z.literal("random-table"), seed: z.int().nonnegative() }),
  z.strictObject({ type: z.literal("nonsingular-table"), seed: z.int().nonnegative() }),
  z.strictObject({ type: z.literal("table"), entries: z.array(z.int().nonnegative()) }),
  z.strictObject({ type: z.literal("squared-sine") }),
  z.strictObject({ type: z.literal("absolute-sine") }),
]);

export const sequenceTaskSchema: z.ZodType<SequenceTask> = z.strictObject({
  name: z.enum(taskNames),
  farTokens: z.int().nonnegative(),
  nearTokens: z.int().positive(),
  modulus: z.int().min(2),
  rule: ruleSchema,
});
