import {
  createRotaryEmbedding,
  RopeError,
  SCALING_TYPES,
  SCALINGS,
  type Scaling,
  type ScalingWithDefaults,
  type SpecField,
  WAVELENGTH_TYPES,
  type WavelengthChoice,
  withRopeDefaults,
} from "@resonance-rope/rope-core";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as contracts from "../src/index.js";
import { encodingName, ropeSpecSchema, runFolderJsonSchema, scalingFlag, wavelengthWords } from "../src/index.js";
import { exampleDocuments, examplePlan } from "./example-documents.js";
import * as z from "zod";

const wavelengthChoices: readonly WavelengthChoice[] = [
  "as-scaled",
  "nearest-integer",
  "best-rational",
  "up",
  "down",
  "coprime",
  { type: "divisors-of", periodTokens: 64 },
  { type: "multiples-of", periodTokens: 8 },
  { type: "nearest-integer-below", wavelengthTokens: 64 },
  { type: "least-phase-error", testedLength: 256 },
  { type: "given", wavelengthsTokens: [6, 7.5] },
];

describe("every schema", () => {
  it("has an example here", () => {
    const schemas = Object.entries(contracts).filter(
      ([name]) => name.endsWith("Schema") && name !== "runFolderJsonSchema",
    );
    expect(new Set(exampleDocuments.map(([, schema]) => schema))).toEqual(new Set(schemas.map(([, schema]) => schema)));
  });

  it.each(exampleDocuments)("accepts a valid %s as it is, through JSON too", (_, schema, document) => {
    expect(schema.parse(JSON.parse(JSON.stringify(document)))).toEqual(document);
  });

  it.each(exampleDocuments)("refuses a %s with a field more or a field less", (_, schema, document) => {
    expect(schema.safeParse({ ...document, extra: 1 }).success).toBe(false);
    for (const field of Object.keys(document)) {
      const { [field]: _left, ...rest } = document as Record<string, unknown>;
      expect(schema.safeParse(rest).success, `without ${field}`).toBe(false);
    }
  });

  it.each(exampleDocuments)(
    "refuses a %s with anything in a field that JSON does not hold, and throws nothing",
    (_, schema, document) => {
      const foreign = fc.constantFrom(undefined, NaN, Infinity, 1n, () => 1, Symbol("s"), new Date(0), new Map());
      fc.assert(
        fc.property(fc.constantFrom(...Object.keys(document)), foreign, (field, value) => {
          expect(schema.safeParse({ ...document, [field]: value }).success).toBe(false);
        }),
      );
    },
  );
});

const fieldsOf = (type: Scaling["type"]): [string, SpecField][] => Object.entries<SpecField>(SCALINGS[type].fields);

/** A value that each field of a scaling may have, not its default. */
const allFields = (type: Scaling["type"], pairs: number): object =>
  Object.fromEntries(
    fieldsOf(type).map(([name, field]) => {
      if ("length" in field) return [name, field.at(-1)];
      const { from, above = 0, to = Infinity, fromField } = field;
      const value = fromField === undefined ? Math.min(to, from ?? above + 0.5) : 2 ** 30;
      return [name, field.perPair ? Array.from({ length: pairs }, () => value) : value];
    }),
  );

describe("the schema of a RopeSpec", () => {
  const specOf = (type: Scaling["type"], fields: object) => ({
    ...examplePlan.rope,
    headDimension: 2,
    scaling: { type, ...fields },
  });

  it.each(SCALING_TYPES)("takes %s with all of its fields, keeps their order, and rope-core resolves it", (type) => {
    const spec = specOf(type, allFields(type, 1));
    const parsed = ropeSpecSchema.parse(spec);
    expect(parsed).toEqual(spec);
    expect(Object.keys(parsed.scaling)).toEqual(["type", ...fieldsOf(type).map(([name]) => name)]);
    expect(isResolved(parsed)).toBe(true);
  });

  it.each(SCALING_TYPES)("takes %s with the defaults that withRopeDefaults fills in", (type) => {
    const needed = fieldsOf(type).filter(([, field]) => !("length" in field || "default" in field));
    const written = Object.fromEntries(
      Object.entries(allFields(type, 1)).filter(([name]) => needed.some(([other]) => other === name)),
    );
    const scaling = { type, ...written } as ScalingWithDefaults;
    const spec = withRopeDefaults({ headDimension: 2, trainedLength: 64, scaling });
    expect(ropeSpecSchema.parse(spec)).toEqual(spec);
  });

  it("takes in each field what rope-core takes, and nothing else", () => {
    const fields = SCALING_TYPES.flatMap((type) => fieldsOf(type).map(([name, field]) => ({ type, name, field })));
    const values = fc.constantFrom(
      null,
      NaN,
      Infinity,
      -1,
      0,
      0.5,
      1,
      1.5,
      2,
      3,
      2 ** 21,
      "paper",
      "?",
      true,
      [1],
      [0],
    );
    fc.assert(
      fc.property(fc.constantFrom(...fields), values, ({ type, name, field }, value) => {
        // Rope-core alone compares one field with another.
        fc.pre(!("fromField" in field));
        const spec = specOf(type, { ...allFields(type, 1), [name]: value });
        expect(ropeSpecSchema.safeParse(spec).success).toBe(isResolved(spec));
      }),
      { numRuns: 2000 },
    );
  });
});

function isResolved(spec: object): boolean {
  try {
    createRotaryEmbedding(spec as never);
    return true;
  } catch (error) {
    if (RopeError.isInstance(error)) return false;
    throw error;
  }
}

describe("the accuracy by position of a result", () => {
  const resultWith = (accuracyByPosition: unknown): object => ({
    ...(exampleDocuments.find(([, schema]) => schema === contracts.runResultSchema)?.[2] as object),
    accuracyByPosition,
  });

  it("is a list of shares or null", () => {
    for (const good of [[], [null, 0, 0.5, 1]])
      expect(contracts.runResultSchema.safeParse(resultWith(good)).success).toBe(true);
    for (const bad of [[1.5], [-0.1], ["1"], [NaN], [undefined], [[]], {}, null, "1"]) {
      const { error } = contracts.runResultSchema.safeParse(resultWith(bad));
      expect(error?.issues.map(({ path }) => path)).toEqual([["accuracyByPosition"]]);
    }
  });
});

describe("runFolderJsonSchema", () => {
  const schemas = runFolderJsonSchema();
  const documentsOf = (file: string): (readonly [string, object])[] => {
    const names =
      { "record.json": ["record"], "metrics.jsonl": ["step", "evaluation"], "result.json": ["result"] }[file] ?? [];
    return exampleDocuments.filter(([name]) => names.includes(name)).map(([name, , document]) => [name, document]);
  };

  it.each(Object.entries(schemas))("%s has JSON Schema that says of documents what the schema says", (file, schema) => {
    expect(schema).toMatchObject({ $schema: "https://json-schema.org/draft/2020-12/schema" });
    // Read back by zod, which knows draft 2020-12.
    const read = z.fromJSONSchema(JSON.parse(JSON.stringify(schema)) as z.core.JSONSchema.JSONSchema);
    for (const [, document] of documentsOf(file)) {
      expect(read.safeParse(document).error).toBeUndefined();
      expect(read.safeParse({ ...document, extra: 1 }).success).toBe(false);
      expect(read.safeParse({ ...document, [Object.keys(document).at(-1) ?? ""]: "?" }).success).toBe(false);
    }
  });
});

describe("a choice of wavelengths", () => {
  const accepts = (wavelengths: unknown): boolean =>
    ropeSpecSchema.safeParse({ ...examplePlan.rope, wavelengths }).success;

  it("of the list is accepted as written, each in one spelling", () => {
    expect(wavelengthChoices.map((choice) => (typeof choice === "string" ? choice : choice.type))).toEqual(
      WAVELENGTH_TYPES,
    );
    for (const choice of wavelengthChoices) {
      expect(accepts(choice)).toBe(true);
      const other = typeof choice === "string" ? { type: choice } : choice.type;
      expect(accepts(other), JSON.stringify(other)).toBe(false);
    }
  });

  it("is refused with a field more, a field less, or a number that rope-core refuses", () => {
    const wrong = [
      { type: "divisors-of" },
      { type: "divisors-of", periodTokens: 64, extra: 1 },
      { type: "divisors-of", periodTokens: 6.5 },
      { type: "least-phase-error", testedLength: 1 },
      { type: "nearest-integer-below", wavelengthTokens: 0 },
      { type: "given", wavelengthsTokens: [0] },
    ];
    for (const choice of wrong) {
      expect(accepts(choice), JSON.stringify(choice)).toBe(false);
      if (Object.keys(choice).length === 2)
        expect(() => createRotaryEmbedding({ ...examplePlan.rope, wavelengths: choice as never })).toThrow(RopeError);
    }
  });

  it("has words for the command line, but for a list", () => {
    expect(wavelengthChoices.map(wavelengthWords)).toEqual([
      ...WAVELENGTH_TYPES.slice(0, 6),
      "divisors-of:64",
      "multiples-of:8",
      "nearest-integer-below:64",
      "least-phase-error:256",
      null,
    ]);
  });
});

describe("names", () => {
  it("tell every encoding of a plan from the others", () => {
    const names = SCALING_TYPES.flatMap((type) =>
      [...wavelengthChoices, { type: "divisors-of", periodTokens: 48 } as const].map((choice) =>
        encodingName({ scaling: { type } as never, wavelengths: choice }),
      ),
    );
    expect(new Set(names).size).toBe(names.length);
    expect(names.slice(0, 2)).toEqual(["RoPE", "Resonance RoPE"]);
  });

  it("of flags tell every field of a scaling from the others, but for the two lists in one file", () => {
    for (const type of SCALING_TYPES) {
      const fields = Object.keys(SCALINGS[type].fields);
      const flags = new Set(fields.map((field) => scalingFlag(type, field)));
      expect(flags.size).toBe(fields.length - (type === "longrope" ? 1 : 0));
      for (const flag of flags) expect(flag).toMatch(/^--[a-z]+(-[a-z]+)*$/u);
    }
    expect(scalingFlag("yarn", "beta")).toBe("--yarn-beta");
    expect(scalingFlag("llama3", "lowFrequencyFactor")).toBe("--low-frequency-factor");
  });
});
