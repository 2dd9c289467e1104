/** Files of JSON Lines, one value a line, which may end within a line that is being written. */
import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { validate } from "@resonance-rope/contracts";
import { codeOf, fileError } from "@resonance-rope/contracts/node";
import type * as z from "zod";
import { parseJson } from "./read-json-file.js";

const blockBytes = 2 ** 18;

/** The values, one after the other; none without a file. A last line without its end is left out. */
export async function* readLines<T>(path: string, schema: z.ZodType<T>, where: string): AsyncGenerator<T, void> {
  for await (const values of readLineBlocks(path, schema, where)) yield* values;
}

/** The same values, as many at a time as a block of the file holds: half the time where there are millions. */
export async function* readLineBlocks<T>(
  path: string,
  schema: z.ZodType<T>,
  where: string,
): AsyncGenerator<readonly T[], void> {
  let begun: string[] = [];
  let line = 0;
  try {
    for await (const block of createReadStream(path, { encoding: "utf8", highWaterMark: blockBytes })) {
      const [end = "", ...others] = (block as string).split("\n");
      begun.push(end);
      if (others.length === 0) continue;
      const texts = [begun.join(""), ...others];
      begun = texts.splice(-1);
      yield texts.map((text) => {
        const what = `line ${(line += 1)} of ${path}`;
        return validate(schema, parseJson(text, what, where), { kind: "invalid-file", where, what });
      });
    }
  } catch (error) {
    if (codeOf(error) !== "ENOENT") throw fileError(error, { where, action: "read", path });
  }
}

/** Cuts off a last line that has no end, so that the next one does not join it. */
export async function removeHalfLine(path: string, where: string): Promise<void> {
  try {
    const handle = await open(path, "r+");
    try {
      const { size } = await handle.stat();
      const block = Buffer.alloc(Math.min(size, blockBytes));
      let end = size;
      while (end > 0) {
        const start = Math.max(0, end - block.length);
        const { bytesRead } = await handle.read(block, 0, end - start, start);
        const lineEnd = block.subarray(0, bytesRead).lastIndexOf("\n");
        end = start + lineEnd + 1;
        if (lineEnd !== -1) break;
      }
      if (end < size) await handle.truncate(end);
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (codeOf(error) !== "ENOENT") throw fileError(error, { where, action: "write", path });
  }
}
