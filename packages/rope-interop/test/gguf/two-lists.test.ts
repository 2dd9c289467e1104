import type { RopeSpec } from "@resonance-rope/rope-core";
import { expect, test } from "vitest";
import { describeGguf } from "../../src/gguf/describe-gguf.js";
import { positionEncodingEdits } from "../../src/gguf/position-encoding-edits.js";
import { agreesWith } from "../../src/resonance-record.js";
import { contextLength, exported, files, growing, specOf, wavelengthChoices, withoutRecord } from "./exported-gguf.js";
import { tinyGguf, tinyModel } from "./tiny-model.js";

const twoLists = (wavelengths: RopeSpec["wavelengths"], currentLength: number): RopeSpec => {
  const shortFactors = growing.map((factor) => 1 + factor / 100);
  const scaling = {
    type: "longrope",
    shortFactors,
    longFactors: growing,
    originalLength: 1024,
    currentLength,
  } as const;
  return specOf({ ...scaling, attentionFactor: 1.2 }, wavelengths);
};

for (const name of [
  "a plain llama",
  "a llama of type longrope",
  "a phi3 without factors",
  "a phi3 with factors",
  "a dense qwen2",
])
  test(`${name} switches between two lists at the original length, each with wavelengths of its own`, async () => {
    for (const wavelengths of wavelengthChoices)
      for (const currentLength of [512, contextLength]) {
        const spec = twoLists(wavelengths, currentLength);
        const { model, edits } = await exported(tinyGguf(files[name]), spec);
        const [long, short] = ["rope_factors_long.weight", "rope_factors_short.weight"].map((each) =>
          edits.tensors?.get(each),
        );
        expect(long).not.toEqual(short);
        const unrecorded = withoutRecord(model);
        for (const length of [1, 1024, 1025, contextLength]) {
          const wanted = { ...spec, scaling: { ...spec.scaling, currentLength: length } } as RopeSpec;
          const options = { targetLength: length };
          const recorded = await describeGguf(model, options);
          expect({ ...recorded.recorded, pairLayout: spec.pairLayout }).toEqual(wanted);
          expect(recorded.spec).toBe(recorded.recorded);
          const computed = await describeGguf(unrecorded, options);
          expect(agreesWith(wanted, computed.spec)).toBe(true);
        }
        expect((await describeGguf(model)).spec).toMatchObject({ wavelengths, scaling: spec.scaling });
      }
  });

test("two lists are refused where llama.cpp reads one, or none beside rope_freqs", async () => {
  const spec = twoLists("nearest-integer", contextLength);
  for (const [tiny, received] of [
    [{ architecture: "arcee" }, "arcee"],
    [{ architecture: "qwen3" }, "qwen3"],
    [files["a llama with rope_freqs"], "llama with rope_freqs.weight, beside which it refuses them"],
  ] as const)
    await expect(positionEncodingEdits(await tinyModel(tiny), spec, contextLength)).rejects.toMatchObject({
      kind: "invalid-argument",
      received,
    });
});
