import { ResonanceError } from "@resonance-rope/contracts";

/** L-Eval's scorer ends with Python's IndexError on such a record, so under its rules there is no score. */
export function upstreamStops(where: string, expected: string, received: string): never {
  throw new ResonanceError({
    kind: "invalid-file",
    where,
    expected,
    received: received.length > 40 ? `${JSON.stringify(received.slice(0, 40))}…` : JSON.stringify(received),
    remedy: "L-Eval's own scorer stops here too; score under the protocol strict, or mend the record",
  });
}
