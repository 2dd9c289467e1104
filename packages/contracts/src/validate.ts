/** The border: everything read from outside passes here once, and is trusted inside. */
import * as z from "zod";
import { type ErrorKind, ResonanceError } from "./resonance-error.js";

export interface ValidationContext {
  readonly kind: ErrorKind;
  /** The function that reads, for the message. */
  readonly where: string;
  /** What is read, for example `record.json of runs/abc`. */
  readonly what: string;
  readonly remedy?: string;
}

/** The value as the schema's type; throws a ResonanceError that lists each field that does not fit. */
export function validate<T>(schema: z.ZodType<T>, value: unknown, { kind, where, what, remedy }: ValidationContext): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues
    .slice(0, 5)
    .map((issue) => `${issue.path.join(".") || "the whole"}: ${issue.message}`);
  throw new ResonanceError({
    kind,
    where,
    expected: `a valid ${what}`,
    received: problems.join(", "),
    remedy,
  });
}
