/** Text of a record that lists and pages show: nothing in it that a terminal obeys. */
import * as z from "zod";

export const printedText: z.ZodString = z.string().regex(/^\P{Cc}*$/u, "expected text without control characters");
