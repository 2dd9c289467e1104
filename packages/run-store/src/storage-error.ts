/** What the operating system says about a file, as an error that says how to go on. */
import { ResonanceError } from "@resonance-rope/contracts";

interface StorageOperation {
  /** The public function that failed. */
  readonly where: string;
  readonly action: "read" | "write";
  readonly path: string;
}

/** A ResonanceError of kind `unavailable`; one that is a ResonanceError already stays as it is. */
export function storageError(error: unknown, { where, action, path }: StorageOperation): ResonanceError {
  if (ResonanceError.isInstance(error)) return error;
  const code = codeOf(error) ?? "an unknown error";
  const [received, remedy] = explain(code, error);
  return new ResonanceError({
    kind: "unavailable",
    where,
    expected: `to ${action} ${path}`,
    received: `${received} (${code})`,
    remedy,
    cause: error,
  });
}

/** Node's code of a system error, for example `ENOENT`. */
export function codeOf(error: unknown): string | undefined {
  const code: unknown = error instanceof Error && "code" in error ? error.code : undefined;
  return typeof code === "string" ? code : undefined;
}

function explain(code: string, error: unknown): [received: string, remedy: string] {
  switch (code) {
    case "ENOSPC":
    case "EDQUOT":
      return ["a full disk", "free some space and run the same command again; files written before are intact"];
    case "EACCES":
    case "EPERM":
      return ["no permission", "choose a folder that this user may read and write"];
    case "EROFS":
      return ["a read-only file system", "choose a folder on a disk that can be written"];
    case "ENOENT":
      return ["no such folder", "check the path"];
    case "ENOTDIR":
    case "EEXIST":
    case "EISDIR":
      return [
        "a file where a folder belongs, or a folder where a file belongs",
        "move it away or choose another folder",
      ];
    case "EMFILE":
    case "ENFILE":
      return ["too many open files", "raise the limit (ulimit -n) or run fewer processes"];
    default:
      return [error instanceof Error ? error.message : String(error), "check the disk and try again"];
  }
}
