/** Whether the parts of a rewritten model may go where they are to go. */
import { lstat, stat } from "node:fs/promises";
import { ResonanceError } from "@resonance-rope/contracts";
import { codeOf, fileError } from "@resonance-rope/contracts/node";

const where = "writeGguf";

/** What stands at the output's path. */
export type Occupant = "nothing" | "its-input" | "another-file";

/** @throws ResonanceError where a folder is in the way, or a file that may not be replaced. */
export async function requireFree(path: string, input: string, isReplaced: boolean): Promise<Occupant> {
  // A symbolic link counts as what it leads to, or as itself where it leads nowhere.
  const there = await stat(path).catch(() => lstat(path).catch(absent(path)));
  if (there === null) return "nothing";
  const { dev, ino } = await stat(input);
  if (there.dev === dev && there.ino === ino) return "its-input";
  if (!there.isFile() && !there.isSymbolicLink()) throw refuse(`a file's name at ${path}`, "a folder or a device");
  if (!isReplaced) throw refuse(`no file at ${path}`, "one", "remove it, choose another name, or ask to replace it");
  return "another-file";
}

function absent(path: string): (error: unknown) => null {
  return (error) => {
    if (codeOf(error) === "ENOENT") return null;
    throw fileError(error, { where, action: "write", path });
  };
}

export function refuse(expected: string, received: string, remedy?: string): ResonanceError {
  return new ResonanceError({ kind: "invalid-argument", where, expected, received, remedy });
}
