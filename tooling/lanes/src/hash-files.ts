import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";

/** Eight digits that change with the files: names what was made from them. */
export function hashFiles(files: readonly string[]): string {
  const hash = createHash("sha256");
  for (const file of files) hash.update(readFileSync(file));
  return hash.digest("hex").slice(0, 8);
}
