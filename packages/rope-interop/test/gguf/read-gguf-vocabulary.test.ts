import { expect, it } from "vitest";
import { blobSource, readGgufModel, readGgufVocabulary } from "../../src/index.js";
import { type Field, buildGguf } from "./build-gguf.js";

const tokens = ["<s>", "Ġthe", "é", ""];
const whole: Readonly<Record<string, Field>> = {
  "tokenizer.ggml.model": { type: "text", value: "gpt2" },
  "tokenizer.ggml.pre": { type: "text", value: "smollm" },
  "tokenizer.ggml.tokens": { type: "texts", value: tokens },
  "tokenizer.ggml.token_type": { type: "u32s", value: [3, 1, 1, 5] },
  "tokenizer.ggml.scores": { type: "f32s", value: [0, -0.5, -1, 2] },
  "tokenizer.ggml.merges": { type: "texts", value: ["Ġ t", "Ġt he"] },
  "tokenizer.ggml.bos_token_id": { type: "u32", value: 0 },
  "tokenizer.ggml.eos_token_id": { type: "u32", value: 3 },
  "tokenizer.ggml.add_bos_token": { type: "bool", value: 1 },
  "tokenizer.chat_template": { type: "text", value: "{{ messages }}" },
};

const read = async (fields: Readonly<Record<string, Field>>) =>
  readGgufVocabulary(
    await readGgufModel([
      blobSource(
        new Blob([
          buildGguf({
            fields: Object.entries({ "general.architecture": { type: "text", value: "llama" }, ...fields }),
          }),
        ]),
        "a.gguf",
      ),
    ]),
  );

it("every key of a vocabulary is read, and one that is missing is null", async () => {
  expect(await read(whole)).toEqual({
    model: "gpt2",
    preTokenizer: "smollm",
    tokens,
    types: [3, 1, 1, 5],
    scores: [0, -0.5, -1, 2],
    merges: ["Ġ t", "Ġt he"],
    startToken: 0,
    endToken: 3,
    unknownToken: null,
    addsStart: true,
    addsSpace: null,
    chatTemplate: "{{ messages }}",
  });
});

it("a list longer than a header keeps is read whole", async () => {
  const many = Array.from({ length: 5000 }, (_, id) => `token ${id}`);
  const found = await read({ ...whole, ...lists(many) });
  expect(found.tokens).toEqual(many);
  expect(found.types).toEqual(many.map((_, id) => id % 4));
});

it.each<[string, Readonly<Record<string, Field>>, string]>([
  ["no vocabulary", {}, "expected a vocabulary, got none"],
  ["no tokens", { "tokenizer.ggml.tokens": { type: "texts", value: [] } }, "expected a vocabulary"],
  ["tokens that are numbers", { "tokenizer.ggml.tokens": { type: "u32s", value: [1] } }, "tokens of texts"],
  ["tokens that are no list", { "tokenizer.ggml.tokens": { type: "u32", value: 1 } }, "tokens to be a list"],
  ["types that are texts", { "tokenizer.ggml.token_type": { type: "texts", value: tokens } }, "token_type of numbers"],
  ["a type too few", { "tokenizer.ggml.token_type": { type: "u32s", value: [1, 1, 1] } }, "for each of 4 tokens"],
  ["a start beyond the tokens", { "tokenizer.ggml.bos_token_id": { type: "u32", value: 4 } }, "below 4, got 4"],
  ["a number for a bool", { "tokenizer.ggml.add_bos_token": { type: "u32", value: 1 } }, "to be a bool"],
])("a file with %s is refused", async (name, fields, message) => {
  const rest = name === "no vocabulary" ? {} : whole;
  await expect(read({ ...rest, ...fields })).rejects.toMatchObject({ kind: "invalid-file" });
  await expect(read({ ...rest, ...fields })).rejects.toThrow(message);
});

function lists(many: readonly string[]): Readonly<Record<string, Field>> {
  return {
    "tokenizer.ggml.tokens": { type: "texts", value: many },
    "tokenizer.ggml.token_type": { type: "u32s", value: many.map((_, id) => id % 4) },
    "tokenizer.ggml.scores": { type: "f32s", value: many.map((_, id) => id) },
  };
}
