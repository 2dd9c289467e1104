/** Reader against transformers, on real configs and on every spelling of them; tooling/oracles/rope_of_configs.py. */
import { type RopeSpec, createRotaryEmbedding } from "@resonance-rope/rope-core";
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { readConfig } from "../../src/hugging-face/read-config.js";
import { modelNames, modelText } from "./read-models.js";

interface Frequencies {
  readonly inverseFrequencies: readonly number[];
  readonly attentionScaling: number;
}
interface Reference {
  readonly layers: Readonly<Record<string, Frequencies>>;
  readonly target?: Frequencies & { readonly length: number };
}
interface References {
  readonly configs: Readonly<Record<string, Reference>>;
  readonly spellings: Readonly<Record<string, Reference>>;
  /** Number of pairs, first, second and last frequency, attention scaling. */
  readonly types: Readonly<Record<string, Readonly<Record<string, readonly number[]>>>>;
}

const readJson = (name: string): unknown => JSON.parse(readFileSync(new URL(name, import.meta.url), "utf8"));
const references = readJson("reference/rope-of-configs.json") as References;
const spellings = readJson("spellings.json") as Readonly<Record<string, unknown>>;

/** transformers rounds each step to float32. */
const tolerance = 2e-6;

/** The largest relative difference of frequencies and attention factor. */
function difference(spec: RopeSpec, { inverseFrequencies, attentionScaling }: Frequencies): number {
  const { angularFrequencies, attentionFactor } = createRotaryEmbedding(spec);
  expect(angularFrequencies.length).toBe(inverseFrequencies.length);
  const pairs = [...angularFrequencies].map((theta, pair) => [theta, inverseFrequencies[pair] ?? Number.NaN] as const);
  return Math.max(
    ...[...pairs, [attentionFactor, attentionScaling] as const].map(([a, b]) => (a === b ? 0 : Math.abs(a / b - 1))),
  );
}

function expectAgreement(text: string, { layers, target }: Reference): void {
  const { spec, otherLayers } = readConfig(text).description;
  const [first = ""] = Object.keys(layers);
  const whole = "full_attention" in layers ? "full_attention" : first;
  expect(Object.keys(otherLayers).toSorted()).toEqual(
    Object.keys(layers)
      .filter((layer) => layer !== whole)
      .toSorted(),
  );
  for (const [layer, reference] of Object.entries(layers)) {
    const found = layer === whole ? spec : otherLayers[layer];
    expect(found && difference(found, reference), layer).toBeLessThan(tolerance);
  }
  if (target === undefined) return;
  const longer = readConfig(text, { targetLength: target.length }).description.spec;
  expect(difference(longer, target), "at the target length").toBeLessThan(tolerance);
}

describe("a real config computes what transformers computes", () => {
  test.each(modelNames)("%s", (name) => expectAgreement(modelText(name), references.configs[name] as Reference));
  test("each has its reference", () => expect(modelNames).toEqual(Object.keys(references.configs).toSorted()));
});

describe("a spelling is read as transformers reads it", () => {
  test.each(Object.entries(spellings))("%s", (name, config) => {
    expectAgreement(JSON.stringify(config), references.spellings[name] as Reference);
  });
});

describe("a config of nothing but its type takes the defaults of that type", () => {
  test.each(Object.entries(references.types))("%s", (modelType, layers) => {
    const { spec, otherLayers } = readConfig(JSON.stringify({ model_type: modelType })).description;
    const specs = [spec, ...Object.values(otherLayers)].map((each) => {
      const { angularFrequencies, attentionFactor } = createRotaryEmbedding(each);
      const [first = 0, second = 0] = angularFrequencies;
      return [angularFrequencies.length, first, second, angularFrequencies.at(-1) ?? 0, attentionFactor];
    });
    const isAlike = (a: readonly number[], b: readonly number[]): boolean =>
      a.every((value, index) => Math.abs(value - (b[index] ?? 0)) <= tolerance * Math.abs(value));
    for (const expected of Object.values(layers)) {
      expect(
        specs.some((found) => isAlike(expected, found)),
        `${String(expected)} among ${specs.join(" and ")}`,
      ).toBe(true);
    }
  });
});
