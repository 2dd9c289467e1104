/** What the operating system says about a file, as an error that says how to go on. */
import { ResonanceError } from "@resonance-rope/contracts";

interface FileOperation {
  /** The public function that failed. */
  readonly where: string;
  readonly action: "read" | "write";
  readonly path: string;
}

/** Of kind `unavailable`: the same call may go through once the path, the disk or the rights are put right. */
export function fileError(error: unknown, { where, action, path }: FileOperation): ResonanceError {
  if (ResonanceError.isInstance(error)) return error;
  const code: unknown = error instanceof Error && "code" in error ? error.code : undefined;
  const known = typeof code === "string" ? reasons[code] : undefined;
  const [received = error instanceof Error ? error.message : "an unknown error", remedy] = known ?? [];
  const expected = `to ${action} ${path}`;
  return new ResonanceError({
    kind: "unavailable",
    where,
    expected,
    received,
    cause: error,
    remedy,
  });
}

const full = ["a full disk", "free some space and start again"] as const;

const reasons: Readonly<Record<string, readonly [received: string, remedy?: string]>> = {
  ENOENT: ["no such file or folder"],
  ENOTDIR: ["a path through something that is no folder"],
  EISDIR: ["a folder"],
  ELOOP: ["symbolic links that lead in a circle"],
  ENXIO: ["a pipe or a device"],
  EEXIST: ["a file that is there already"],
  EACCES: ["no permission"],
  EPERM: ["no permission"],
  EROFS: ["a disk that cannot be written to"],
  ENOSPC: full,
  EDQUOT: full,
};
