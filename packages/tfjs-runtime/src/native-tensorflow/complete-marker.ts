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

function readSizes(folder: string): Readonly<Record<string, number>> | null {
  try {
    return JSON.parse(readFileSync(join(folder, marker), "utf8")) as Record<string, number>;
  } catch {
    return null;
  }
}
