/**
 * Renames a file over another.
 *
 * Windows refuses that for as long as any process has the other open, be it a reader of runs or a virus scanner:
 * there it is tried again for a second. Untried on Windows itself.
 */
import { rename } from "node:fs/promises";
import { setTimeout as pause } from "node:timers/promises";
import { codeOf } from "@resonance-rope/contracts/node";

/** In milliseconds; their sum is the patience. */
const pauses = [10, 20, 50, 100, 200, 300, 400];

export async function replaceFile(
  from: string,
  to: string,
  { platform = process.platform, move = rename }: { readonly platform?: string; readonly move?: typeof rename } = {},
): Promise<void> {
  for (const milliseconds of platform === "win32" ? pauses : []) {
    try {
      await move(from, to);
      return;
    } catch (error) {
      if (!["EPERM", "EACCES", "EBUSY"].includes(codeOf(error) ?? "")) throw error;
    }
    await pause(milliseconds);
  }
  await move(from, to);
}
