import { describe, expect, test } from "vitest";
import { readConfig } from "../../src/hugging-face/read-config.js";
import { shardNames } from "../../src/hugging-face/shard-names.js";

const sizes = '"hidden_size": 256, "num_attention_heads": 4, "max_position_embeddings": 2048';
/** A LLaMA with these members too. */
const llama = (members: string): string => `{"model_type": "llama", ${sizes}, ${members}}`;
const scaled = (dictionary: string): string => llama(`"rope_scaling": ${dictionary}`);
const list = (length: number): string => `[${Array.from({ length }, () => "1").join(",")}]`;

const hostile: Record<string, [string, string]> = {
  "no text at all": ["", "valid JSON"],
  "an array": ["[]", "a config that is an object"],
  "a text that ends early": [llama("").slice(0, -20), "valid JSON"],
  "a key twice": [llama('"rope_theta": 1e4, "rope_theta": 1e6'), 'the key "rope_theta" twice'],
  "a key twice, once escaped": [llama('"rope_theta": 1e4, "rope_\\u0074heta": 1e6'), 'the key "rope_theta" twice'],
  "a key named __proto__": [llama('"__proto__": {"rope_theta": 5}'), "__proto__"],
  "a dictionary with a key named __proto__": [scaled('{"__proto__": {"rope_type": "linear"}}'), "__proto__"],
  "100 000 nested objects": [llama(`"a": ${'{"a":'.repeat(100_000)}`), "nested deeper than 32 levels"],
  "17 million characters": [llama(`"a": "${"a".repeat(17_000_000)}"`), "at most 16777216 characters"],
  "Python's Infinity": [llama('"rope_theta": Infinity'), "Infinity, which is not JSON"],
  "Python's NaN": [llama('"rope_theta": NaN'), "NaN, which is not JSON"],
  "a base of 1e400": [llama('"rope_theta": 1e400'), "rope_theta to be a finite number"],
  "a base of a string": [llama('"rope_theta": "10000"'), 'rope_theta to be a finite number, got "10000"'],
  "a base of 1": [llama('"rope_theta": 1'), "base"],
  "a base below 0": [llama('"rope_theta": -10000'), "base"],
  "a length past 2^53": [
    '{"model_type": "llama", "hidden_size": 256, "num_attention_heads": 4, "max_position_embeddings": 9007199254740993}',
    "max_position_embeddings to be a whole number",
  ],
  "a length with a fraction": ['{"model_type": "llama", "max_position_embeddings": 2048.5}', "to be a whole number"],
  "no heads": ['{"model_type": "llama", "num_attention_heads": 0}', "num_attention_heads to be a whole number from 1"],
  "a head of a billion dimensions": [llama('"head_dim": 1000000000'), "from 1 to 65536"],
  "a hidden size of a billion": ['{"model_type": "llama", "hidden_size": 1000000000}', "from 1 to 65536"],
  "a head dimension that is odd": [llama('"head_dim": 63'), "even"],
  "more heads than dimensions": ['{"model_type": "llama", "hidden_size": 2}', "a head dimension from 1"],
  "no model type": [`{${sizes}}`, "a model_type"],
  "a model type that is a number": ['{"model_type": 7}', "model_type to be a string"],
  "a model type from Object's prototype, whose sizes nobody knows": [
    '{"model_type": "constructor", "max_position_embeddings": 64, "hidden_size": 64}',
    "num_attention_heads",
  ],
  "a rope type from Object's prototype": [scaled('{"rope_type": "constructor"}'), "rope_type to be one of"],
  "an unknown rope type": [scaled('{"rope_type": "xpos"}'), "to be one of default, mrope, linear, dynamic, yarn"],
  "a rope type of null and a type that is a number": [scaled('{"rope_type": null, "type": 3}'), "rope_type to be one"],
  "a rope_scaling that is a list": [scaled("[1]"), "rope_scaling to be an object or null"],
  "a rope_scaling that is a string": [scaled('"yarn"'), "rope_scaling to be an object or null"],
  "linear without a factor": [scaled('{"type": "linear"}'), "factor to be a number, got no such field"],
  "linear with a factor of null": [scaled('{"type": "linear", "factor": null}'), "factor to be a number, got null"],
  "linear with a factor of a string": [scaled('{"type": "linear", "factor": "8"}'), "factor to be a finite number"],
  "a factor of 0": [scaled('{"type": "linear", "factor": 0}'), "factor"],
  "a factor below 0": [scaled('{"type": "yarn", "factor": -4}'), "factor"],
  "YaRN with an original length of null": [
    scaled('{"type": "yarn", "factor": 4, "original_max_position_embeddings": null}'),
    "original_max_position_embeddings to be a whole number",
  ],
  "YaRN with a truncate of a number": [
    scaled('{"type": "yarn", "factor": 4, "truncate": 1}'),
    "truncate to be true or false",
  ],
  "YaRN with betas the wrong way round": [
    scaled('{"type": "yarn", "factor": 4, "beta_fast": 1, "beta_slow": 32}'),
    "beta",
  ],
  "an attention factor below 0": [scaled('{"type": "yarn", "factor": 4, "attention_factor": -1}'), "attentionFactor"],
  "llama3 without its bands": [scaled('{"rope_type": "llama3", "factor": 8}'), "low_freq_factor to be a number"],
  "YaRN without a factor, which transformers refuses": [
    scaled('{"type": "yarn", "original_max_position_embeddings": 1024}'),
    "a factor beside yarn, or null, got no such field",
  ],
  "mrope where only Qwen2-VL takes it for default": [
    scaled('{"type": "mrope", "mrope_section": [8, 12, 12]}'),
    "a rope_type that llama has",
  ],
  "a scaling in Cosmos3 Edge, which takes none": [
    '{"model_type": "cosmos3_edge_text", "rope_parameters": {"rope_type": "linear", "factor": 2}}',
    "the rope_type of cosmos3_edge_text to be default",
  ],
  "Phi-3.5-MoE without its magnitudes": [
    `{"model_type": "phimoe", ${sizes}, "rope_scaling": {"type": "longrope", "short_factor": ${list(32)}, "long_factor": ${list(32)}}}`,
    "short_mscale to be a number",
  ],
  "Phi-3.5-MoE with two magnitudes": [
    `{"model_type": "phimoe", ${sizes}, "rope_scaling": {"type": "longrope", "short_factor": ${list(32)}, "long_factor": ${list(32)}, "short_mscale": 1, "long_mscale": 1.2}}`,
    "one attention factor",
  ],
  "LongRoPE without lists": [scaled('{"rope_type": "longrope"}'), "short_factor to be a list of finite numbers"],
  "LongRoPE with a string in a list": [
    scaled('{"rope_type": "longrope", "short_factor": ["1"], "long_factor": [1]}'),
    "short_factor to be a list of finite numbers",
  ],
  "LongRoPE with lists of a million": [
    scaled(`{"rope_type": "longrope", "short_factor": ${list(1_000_000)}, "long_factor": ${list(1_000_000)}}`),
    "a list of 32 numbers, got 1000000",
  ],
  "LongRoPE with a divisor of 0": [
    scaled(`{"rope_type": "longrope", "short_factor": [0,${list(31).slice(1)}, "long_factor": ${list(32)}}`),
    "shortFactors[0]",
  ],
  "a rotary fraction of 0": [`{"model_type": "stablelm", ${sizes}, "partial_rotary_factor": 0}`, "rotaryFraction"],
  "a rotary fraction above 1": [`{"model_type": "stablelm", ${sizes}, "partial_rotary_factor": 1.5}`, "rotaryFraction"],
  "a head_dim of null beside YaRN, which qwen2 does not derive": [
    `{"model_type": "qwen2", ${sizes}, "head_dim": null, "rope_scaling": {"type": "yarn", "factor": 4}}`,
    "head_dim to be a number beside",
  ],
  "no head_dim beside YaRN in mixtral, which never derives it": [
    `{"model_type": "mixtral", ${sizes}, "rope_scaling": {"type": "yarn", "factor": 4}}`,
    "head_dim to be a number beside",
  ],
  "linear scaling in Phi-3": [
    `{"model_type": "phi3", ${sizes}, "rope_scaling": {"type": "linear", "factor": 4}}`,
    "the rope_type of phi3 to be default or longrope",
  ],
  "layer types that are all null": [
    '{"model_type": "gemma4_text", "rope_parameters": {"full_attention": null, "sliding_attention": null}}',
    "rope dictionary",
  ],
  "one dictionary for a model with two layer types": [
    '{"model_type": "gemma4_text", "rope_parameters": {"rope_type": "linear", "factor": 2}}',
    "a rope dictionary for each layer type of gemma4_text",
  ],
  "a field beside the layer types of Gemma 3": [
    '{"model_type": "gemma3_text", "rope_parameters": {"rope_type": "linear", "factor": 2}}',
    'rope_parameters by layer type (full_attention, sliding_attention), got the field "rope_type"',
  ],
  "GPT-2, which has no rotary encoding": ['{"model_type": "gpt2"}', "the model type gpt2, which has none"],
  "Mamba, which has no attention": ['{"model_type": "mamba"}', "the model type mamba, which has none"],
  "ChatGLM, whose own code rotates": ['{"model_type": "chatglm"}', "whose code rotates in a way of its own"],
  "ALiBi in Falcon": [`{"model_type": "falcon", ${sizes}, "alibi": true}`, "alibi: true"],
  xpos: [llama('"use_xpos": true'), "use_xpos: true"],
  "another kind of position embedding": [llama('"position_embedding_type": "absolute"'), '"absolute"'],
  "a record of a later version": [llama('"resonance_rope": {"version": 2}'), "resonance_rope record"],
  "a record that cannot be computed": [
    llama(
      '"resonance_rope": {"version": 1, "spec": {"headDimension": 64, "base": 10000, "trainedLength": 64, "rotaryFraction": 1, "scaling": {"type": "linear", "factor": 0.5}, "wavelengths": "as-scaled", "pairLayout": "half-split"}}',
    ),
    "resonance_rope",
  ],
};

describe("refused as an invalid file that says why", () => {
  test.each(Object.entries(hostile))("%s", (_, [text, message]) => {
    expect(() => readConfig(text)).toThrow(
      expect.objectContaining({ kind: "invalid-file", message: expect.stringContaining(message) as string }),
    );
  });
});

test("a target that is no length is the caller's fault", () => {
  for (const targetLength of [0, -1, 0.5, Number.NaN, Infinity])
    expect(() => readConfig(llama('"a": 1'), { targetLength })).toThrow(
      expect.objectContaining({ kind: "invalid-argument" }),
    );
});

describe("a list of shards names files in its own folder alone", () => {
  const listing = (name: string): string => JSON.stringify({ weight_map: { w: name } });
  test.each([
    "../model.safetensors",
    "..\\model.safetensors",
    "/etc/model.safetensors",
    "C:\\model.safetensors",
    "weights/model.safetensors",
    ".safetensors",
    "..safetensors",
    "model.safetensors\0.txt",
    "model.bin",
    "",
  ])("%j is refused", (name) => {
    expect(() => shardNames(listing(name))).toThrow("weight files named as in their own folder");
  });

  test.each([
    ["no weight_map", "{}", "a weight_map that is an object"],
    ["a weight_map that is a list", '{"weight_map": []}', "a weight_map that is an object"],
    ["a name that is a number", '{"weight_map": {"w": 3}}', "weight files named"],
    ["a weight twice", '{"weight_map": {"w": "a.safetensors", "w": "b.safetensors"}}', 'the key "w" twice'],
    ["broken JSON", "{", "valid JSON"],
  ])("%s is refused", (_, text, message) => {
    expect(() => shardNames(text)).toThrow(message);
    expect(() => shardNames(text)).toThrow(expect.objectContaining({ kind: "invalid-file" }));
  });

  test("names come once, in their order", () => {
    const weights = {
      a: "model-00002-of-2.safetensors",
      b: "model-00001-of-2.safetensors",
      c: "model-00002-of-2.safetensors",
    };
    expect(shardNames(JSON.stringify({ weight_map: weights }))).toEqual([weights.a, weights.b]);
  });
});
