/**
 * The file `complete` in an installation: written last, with the size in bytes of every native file.
 *
 * A library cut short would end the process without a word when it is mapped (SIGBUS), so sizes are compared
 * before anything is loaded.
 */
import { readFileSync, statSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ResonanceError } from "@resonance-rope/contracts";

const marker = "complete";

export async function markComplete(folder: string, files: readonly string[]): Promise<void> {
  const sizes = Object.fromEntries(files.map((file) => [file, statSync(join(folder, file)).size]));
  await writeFile(join(folder, marker), `${JSON.stringify(sizes, null, 2)}\n`);
}

/** False where nothing was installed, or only in part; throws where a file is not as it was installed. */
export function isComplete(folder: string): boolean {
  const sizes = readSizes(folder);
  if (sizes === null) return false;
  for (const [file, bytes] of Object.entries(sizes)) {
    const received = statSync(join(folder, file), { throwIfNoEntry: false })?.size;
    if (received === bytes) continue;
    throw new ResonanceError({
      kind: "invalid-file",
      where: "locateNativeTensorFlow",
      expected: `${join(folder, file)} of ${bytes} bytes, as it was installed`,
      received: received === undefined ? "no such file" : `${received} bytes`,
      remedy: "run `resonance doctor --install`, which installs it again",
    });
  }
  return true;
}

/** Null where there is no list of files that could be one. */
function readSizes(folder: string): Readonly<Record<string, number>> | null {
  try {
    const sizes: unknown = JSON.parse(readFileSync(join(folder, marker), "utf8"));
    return isSizes(sizes) ? sizes : null;
  } catch {
    return null;
  }
}

function isSizes(value: unknown): value is Readonly<Record<string, number>> {
  const sizes: unknown[] = typeof value === "object" && value !== null ? Object.values(value) : [];
  return sizes.length > 0 && sizes.every((size) => Number.isSafeInteger(size));
}
