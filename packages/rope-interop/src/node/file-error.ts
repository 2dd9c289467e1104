/** What the operating system says about a file, as an error that says how to go on. */
import { ResonanceError } from "@resonance-rope/contracts";

interface FileOperation {
  /** The public function that failed. */
  readonly where: string;
  readonly action: "read" | "write";
  readonly path: string;
}

/** A path that cannot be right is an `invalid-argument`; what else the machine refuses is `unavailable`. */
export function fileError(error: unknown, { where, action, path }: FileOperation): ResonanceError {
  if (ResonanceError.isInstance(error)) return error;
  const code: unknown = error instanceof Error && "code" in error ? error.code : undefined;
  const known = typeof code === "string" ? reasons[code] : undefined;
  const received = known?.[1] ?? (error instanceof Error ? error.message : "an unknown error");
  const kind = known?.[0] ?? "unavailable";
  const remedy = known?.[2];
  const expected = `to ${action} ${path}`;
  return new ResonanceError({
    kind,
    where,
    expected,
    received,
    cause: error,
    ...(remedy === undefined ? {} : { remedy }),
  });
}

const full = ["unavailable", "a full disk", "free some space and start again"] as const;

const reasons: Readonly<Record<string, readonly ["unavailable" | "invalid-argument", string, string?]>> = {
  ENOENT: ["invalid-argument", "no such file or folder"],
  ENOTDIR: ["invalid-argument", "a path through something that is no folder"],
  EISDIR: ["invalid-argument", "a folder"],
  ELOOP: ["invalid-argument", "symbolic links that lead in a circle"],
  ENXIO: ["invalid-argument", "a pipe or a device"],
  EEXIST: ["invalid-argument", "a file that is there already"],
  EACCES: ["unavailable", "no permission"],
  EPERM: ["unavailable", "no permission"],
  EROFS: ["unavailable", "a disk that cannot be written to"],
  ENOSPC: full,
  EDQUOT: full,
};
