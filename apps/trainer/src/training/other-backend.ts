import { type BackendName, ResonanceError } from "@resonance-rope/contracts";

/** A run keeps the backend that it was started on. */
export function otherBackend(
  where: string,
  { directory, record }: { readonly directory: string; readonly record: { readonly backend: BackendName } },
  wanted: BackendName | undefined,
): ResonanceError {
  return new ResonanceError({
    kind: "invalid-argument",
    where,
    expected: `the backend that ${directory} was started on, ${record.backend}: another gives other bits`,
    received: String(wanted),
    remedy: "leave --backend out, or give another --out",
  });
}
