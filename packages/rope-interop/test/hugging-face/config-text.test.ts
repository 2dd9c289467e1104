import * as fc from "fast-check";
import { expect, test } from "vitest";
import { configText } from "../../src/hugging-face/config-text.js";
import type { JsonObject } from "../../src/hugging-face/json-object.js";

const isSafe = (key: string): boolean => key !== "__proto__";
const json = fc.dictionary(fc.string().filter(isSafe), fc.jsonValue(), { maxKeys: 6, noNullPrototype: true });
const spaces = fc.constantFrom(undefined, 1, 2, "\t");
/** What JSON can hold: -0 comes back as 0. */
const normal = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

test("the text reads as the new config, whatever both hold and however the old one is laid out", () => {
  fc.assert(
    fc.property(json, json, spaces, (old, added, space) => {
      const names = Object.keys(old).filter((_, index) => index % 2 === 0);
      const config = { ...Object.fromEntries(names.map((name) => [name, old[name]])), ...added } as JsonObject;
      expect(JSON.parse(configText(JSON.stringify(old, null, space), config))).toEqual(normal(config));
    }),
  );
});

test("a value that did not change stands as it stood, at any depth", () => {
  const text = `{"rms_norm_eps": 1.0, "big": 18446744073709551615, "small": 1e-05,
    "list": [ 1.0, {"a": "}, \\"{"} ] , "text_config": {"scale": 12.0, "theta": 1.0,"x":null}, "theta": 5.0 }`;
  const old = JSON.parse(text) as { text_config: JsonObject };
  const config = { ...old, text_config: { ...old.text_config, theta: 2 }, theta: [1] };
  expect(configText(text, config)).toBe(`{
  "rms_norm_eps": 1.0,
  "big": 18446744073709551615,
  "small": 1e-05,
  "list": [ 1.0, {"a": "}, \\"{"} ],
  "text_config": {
    "scale": 12.0,
    "theta": 2,
    "x": null
  },
  "theta": [
    1
  ]
}
`);
});

test("an attention factor is a float to Python, also a whole one", () => {
  const dictionary = { factor: 2, attention_factor: 1, name: '"attention_factor": 1' };
  for (const old of ["{}", '{"rope_scaling": {"attention_factor": 2}}']) {
    const text = configText(old, { rope_scaling: dictionary, attention_factor: 3 });
    expect(text).toContain('\n    "attention_factor": 1.0,\n');
    expect(text).toContain('\n  "attention_factor": 3.0\n');
    expect(text).toContain('"factor": 2,\n');
    expect(JSON.parse(text)).toEqual({ rope_scaling: dictionary, attention_factor: 3 });
  }
  expect(configText("{}", { attention_factor: 1.25 })).toContain('"attention_factor": 1.25\n');
});
