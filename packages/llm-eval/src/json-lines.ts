/** JSON Lines, one value at a time; a line that is none is refused by its number. */
import { ResonanceError } from "@resonance-rope/contracts";

export type Lines = Iterable<string> | AsyncIterable<string>;

export interface JsonLine {
  /** Counts from 1. */
  readonly number: number;
  readonly value: unknown;
}

/** @param file names it in the refusal. Blank lines are skipped; lines may end in a carriage return. */
export async function* jsonLines(lines: Lines, file: string): AsyncGenerator<JsonLine> {
  let number = 0;
  for await (const line of lines) {
    number++;
    if (line.trim() === "") continue;
    yield { number, value: parse(line, number, file) };
  }
}

function parse(line: string, number: number, file: string): unknown {
  try {
    return JSON.parse(line);
  } catch (cause) {
    throw new ResonanceError({
      kind: "invalid-file",
      where: "jsonLines",
      expected: `JSON on line ${number} of ${file}`,
      received: line.trim().slice(0, 40),
      cause,
    });
  }
}
