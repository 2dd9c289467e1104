/** Text of a record that lists and pages show: nothing in it that a terminal obeys. */
import * as z from "zod";

// Said by what is allowed, without the flag u: a JSON Schema takes the pattern over and has no flags.
export const printedText: z.ZodString = z
  .string()
  .regex(/^[ -~\u00A0-\uFFFF]*$/, "expected text without control characters");
