import { isDeepStrictEqual } from "node:util";
import type { RopeSpec } from "@resonance-rope/rope-core";
import type { ModelDescription, NewEncoding } from "@resonance-rope/rope-interop";

/** What a file has to be given so that it computes `rope`; null where it does already. */
export function savedEncoding(
  rope: RopeSpec,
  { spec, contextLength: own }: ModelDescription,
  contextLength: number | undefined,
): NewEncoding | null {
  const { scaling, wavelengths } = rope;
  const isSame = isDeepStrictEqual([scaling, wavelengths], [spec.scaling, spec.wavelengths]);
  if (isSame && (contextLength ?? own) === own) return null;
  return { scaling, wavelengths, ...(contextLength === undefined ? {} : { contextLength }) };
}
