/** Documents from JSON Lines: one a line, its text in a field. */
import { ResonanceError } from "@resonance-rope/contracts";
import { type Lines, jsonLines } from "../json-lines.js";
import type { PerplexityDocument } from "./documents.js";

export interface DocumentFile {
  /** Named in refusals, and before the colon in the documents' names: `pg19:12` is its line 12. */
  readonly name: string;
  /** The field or column that holds the text. */
  readonly column: string;
}

export async function* jsonLinesDocuments(
  lines: Lines,
  { name, column }: DocumentFile,
): AsyncGenerator<PerplexityDocument> {
  for await (const { number, value } of jsonLines(lines, name)) {
    const text: unknown = typeof value === "object" && value !== null ? Reflect.get(value, column) : undefined;
    if (typeof text !== "string") {
      const fields = typeof value === "object" && value !== null ? Object.keys(value).join(", ").slice(0, 80) : "";
      throw new ResonanceError({
        kind: "invalid-file",
        where: "jsonLinesDocuments",
        expected: `a text as "${column}" on line ${number} of ${name}`,
        received: text === undefined ? `an object with ${fields || "no fields"}` : typeof text,
        remedy: "name the field that holds the text",
      });
    }
    yield { name: `${name}:${number}`, text };
  }
}
