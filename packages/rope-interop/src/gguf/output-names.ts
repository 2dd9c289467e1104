/** What the parts of a rewritten model are called. */
import { ResonanceError } from "@resonance-rope/contracts";
import { splitNames } from "./split-names.js";

/** One name a part, in their order; a split model's keep llama.cpp's pattern. */
export function outputNames(path: string, parts: number): readonly string[] {
  const names = splitNames(path);
  if (names.length === parts) return names;
  if (names.length === 1) {
    const digits = `${parts}`.padStart(5, "0");
    return splitNames(`${path.replace(/\.gguf$/u, "")}-00001-of-${digits}.gguf`);
  }
  throw new ResonanceError({
    kind: "invalid-argument",
    where: "outputNames",
    expected: `a name for a model of ${parts} ${parts === 1 ? "file" : "parts"}`,
    received: path,
    remedy: "name it without -0000N-of-0000M",
  });
}
