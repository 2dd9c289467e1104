/** What the operating system says about a file, as an error that says how to go on. */
import { ResonanceError } from "../resonance-error.js";
import { messageOf } from "../message-of.js";
import { codeOf } from "./code-of.js";

interface FileOperation {
  /** The public function that failed. */
  readonly where: string;
  readonly action: "read" | "write";
  readonly path: string;
}

/**
 * Of kind `unavailable`: the same call may go through once the path, the disk or the rights are put right. What is a
 * ResonanceError already stays as it is.
 */
export function fileError(error: unknown, { where, action, path }: FileOperation): ResonanceError {
  if (ResonanceError.isInstance(error)) return error;
  const code = codeOf(error) ?? "an unknown error";
  const message = messageOf(error);
  const [received, onWrite, onRead = onWrite] = reasons[code] ?? [message, "check the disk and try again"];
  return new ResonanceError({
    kind: "unavailable",
    where,
    expected: `to ${action} ${path}`,
    received: `${received} (${code})`,
    remedy: action === "read" ? onRead : onWrite,
    cause: error,
  });
}

const full = [
  "a full disk",
  "free some space and run the same command again; files written before are intact",
] as const;
const refused = [
  "no permission",
  "choose a place that this user may read and write",
  "give what this user may read",
] as const;
const crowded = ["too many open files", "raise the limit (ulimit -n) or run fewer processes"] as const;

const reasons: Readonly<Record<string, readonly [received: string, onWrite: string, onRead?: string]>> = {
  ENOENT: ["no such file or folder", "check the path"],
  ENOTDIR: ["a path through something that is no folder", "move it away or choose another folder", "check the path"],
  EISDIR: ["a folder where a file belongs", "move it away or choose another folder", "give a file"],
  EEXIST: ["something of that name that is there already", "move it away or choose another folder"],
  ELOOP: ["symbolic links that lead in a circle", "check the path"],
  ENXIO: ["a pipe or a device", "give a file"],
  EACCES: refused,
  EPERM: refused,
  EROFS: ["a read-only file system", "choose a folder on a disk that can be written"],
  ENOSPC: full,
  EDQUOT: full,
  EMFILE: crowded,
  ENFILE: crowded,
};
