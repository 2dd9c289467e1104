import { createRotaryEmbedding } from "@resonance-rope/rope-core";
import { positionRanges } from "@resonance-rope/rope-interop";
import { expect, test } from "vitest";
import { choiceForm, scalingsOffered, usualChoice, wavelengthsOffered } from "../src/pages/your-model/choice-form.js";
import { outcomeOf } from "../src/pages/your-model/examine.js";
import { exampleModel } from "../src/pages/your-model/example-model.js";
import { measureRanges } from "../src/pages/your-model/measure-ranges.js";
import { inspectModelFile } from "../src/pages/your-model/model-file.js";

const { description } = await inspectModelFile(exampleModel);
const usual = usualChoice(description);
/** Of the fields that have no usual value. */
const settings = {
  "adjusted-base.base": "500000",
  "proportional.rotatedFraction": "0.5",
  "multiples-of.periodTokens": "4",
};

test("every scaling with every choice of wavelengths that the form offers makes a file, or says what does not fit", async () => {
  for (const scaling of ["own", ...scalingsOffered] as const)
    for (const wavelengths of wavelengthsOffered) {
      const outcome = await outcomeOf(exampleModel, description, { ...usual, scaling, wavelengths, settings });
      if ("received" in outcome) throw new Error(`${scaling} ${wavelengths}: ${outcome.expected}, ${outcome.received}`);
      expect(outcome.files).toHaveLength(1);
      expect(outcome.engines.some(({ supported }) => supported)).toBe(true);
    }
});

test("a number that a choice needs and nobody typed is asked for", async () => {
  const outcome = await outcomeOf(exampleModel, description, { ...usual, scaling: "adjusted-base" });
  expect(outcome).toMatchObject({ expected: "base to be a finite number above 1" });
});

test("measured pair by pair, ranges are those of the whole embedding", async () => {
  for (const wavelengths of ["as-scaled", "nearest-integer"] as const) {
    const embedding = createRotaryEmbedding({ ...description.spec, trainedLength: 512, wavelengths });
    expect(await measureRanges(embedding, 3000)).toEqual(positionRanges(embedding, 3000));
  }
});

test("a measurement that nobody waits for any more stops", async () => {
  const overtaken = new AbortController();
  const measuring = measureRanges(createRotaryEmbedding(description.spec), 2 ** 22, overtaken.signal);
  overtaken.abort();
  await expect(measuring).rejects.toThrow("abort");
});

test("a choice comes back from the address as it was, and what no form offers does not", () => {
  const { read, write } = choiceForm(usual);
  const choice = { target: 16_384, scaling: "yarn", wavelengths: "up", settings: { "yarn.beta": "16" } } as const;
  expect(read(new URLSearchParams({ ...write(choice) }))).toEqual(choice);
  expect(read(new URLSearchParams("target=-1&scaling=longrope&wavelengths=given"))).toEqual(usual);
});
