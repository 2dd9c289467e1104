/**
 * A Hugging Face config.json as a description of its position encoding: what transformers 5 computes from it on
 * load, as a RopeSpec. Engines differ in what they read of a config; transformers is the one of reference.
 */
import { ResonanceError, oneLine } from "@resonance-rope/contracts";
import { type RopeSpec, type Scaling, createRotaryEmbedding } from "@resonance-rope/rope-core";
import { believedRecord } from "../believed-record.js";
import type { ModelDescription } from "../model-description.js";
import { readRecord } from "../resonance-record.js";
import { contextLengthOf, headDimensionOf, lacksHeadDimension } from "./attention-sizes.js";
import { type JsonObject, invalidConfig, optionalNumber, show } from "./json-object.js";
import { type LanguageModel, languageModel } from "./language-model.js";
import { parseConfig } from "./parse-config.js";
import { originalLengthOf, readScaling, withOwnMagnitude } from "./read-scaling.js";
import { ropeDictionaries } from "./rope-dictionaries.js";

export interface ReadConfigOptions {
  /**
   * The length in tokens that a sequence is to have, for the scalings that depend on it. Default: dynamic NTK
   * within its trained length, LongRoPE within its original length, as transformers starts.
   */
  readonly targetLength?: number;
}

export interface HuggingFaceConfig {
  readonly description: ModelDescription;
  /** The parsed text. */
  readonly config: JsonObject;
}

/** @throws ResonanceError of kind `invalid-file` on what transformers would not load or a RopeSpec cannot say. */
export function readConfig(text: string, options: ReadConfigOptions = {}): HuggingFaceConfig {
  const config = parseConfig(text);
  return { description: describeConfig(config, options), config };
}

/** The same of a config that is parsed already. */
export function describeConfig(config: JsonObject, { targetLength }: ReadConfigOptions = {}): ModelDescription {
  if (targetLength !== undefined && !(Number.isSafeInteger(targetLength) && targetLength >= 1))
    throw new ResonanceError({
      kind: "invalid-argument",
      where: "readConfig",
      expected: "targetLength to be a whole number from 1",
      received: String(targetLength),
    });
  const model = languageModel(config);
  const { spec, otherLayers } = specsOf(model, targetLength);
  const name = config["_name_or_path"];
  const architecture = config["model_type"];
  const found = config["resonance_rope"] ?? null;
  const record = found === null ? null : readRecord(found, "readConfig").spec;
  const computedAt = (length: number | undefined): RopeSpec => specsOf(model, length).spec;
  const believed = record && believedRecord(record, targetLength, computedAt);
  return {
    format: "hugging-face",
    name: typeof name === "string" && name !== "" ? oneLine(name) : null,
    architecture: oneLine(typeof architecture === "string" ? architecture : model.modelType),
    spec: believed ?? spec,
    // M was raised by the export; training saw what it records.
    otherLayers: believed ? trainedFor(otherLayers, believed.trainedLength) : otherLayers,
    contextLength: contextLengthOf(model),
    recorded: believed ?? record,
  };
}

function specsOf(
  model: LanguageModel,
  targetLength: number | undefined,
): Pick<ModelDescription, "spec" | "otherLayers"> {
  const { layers, wholeSequence } = ropeDictionaries(model);
  const specs = [...layers].map(
    ([layer, dictionary]) => [layer, specOf(model, layer, dictionary, targetLength)] as const,
  );
  const spec = specs.find(([layer]) => layer === wholeSequence)?.[1];
  if (spec === undefined) throw invalidConfig("a rope dictionary in one layer type at least", "null in all");
  return { spec, otherLayers: Object.fromEntries(specs.filter(([layer]) => layer !== wholeSequence)) };
}

function specOf(
  model: LanguageModel,
  layer: string,
  dictionary: JsonObject,
  targetLength: number | undefined,
): RopeSpec {
  const contextLength = contextLengthOf(model);
  requireTaken(model, dictionary["rope_type"]);
  const read = readScaling(dictionary, { contextLength, targetLength });
  const scaling = model.facts?.hasOwnMagnitudes === true ? withOwnMagnitude(read, dictionary) : read;
  const fraction = fractionOf(model, scaling, dictionary);
  if (lacksHeadDimension(model, dictionary["rope_type"]))
    throw invalidConfig(
      `head_dim to be a number beside ${show(dictionary["rope_type"])} in ${model.modelType}`,
      "none",
      "write hidden_size / num_attention_heads: transformers fails without it",
    );
  const spec: RopeSpec = {
    headDimension: headDimensionOf(model, layer),
    base: optionalNumber(dictionary, "rope_theta") ?? Number.NaN,
    // Models are trained on at their new length except under YaRN, which is often switched on afterwards.
    trainedLength: scaling.type === "yarn" ? originalLengthOf(dictionary) : contextLength,
    rotaryFraction: scaling.type === "proportional" ? 1 : fraction,
    scaling,
    wavelengths: "as-scaled",
    pairLayout: pairLayoutOf(model),
  };
  requireComputable(spec);
  return spec;
}

/** What a model type refuses to load. */
function requireTaken({ facts, modelType }: LanguageModel, ropeType: unknown): void {
  if (facts === null) return;
  const { ropeTypes, readsMrope } = facts;
  if (ropeType === "mrope" && readsMrope !== true)
    throw invalidConfig(`a rope_type that ${modelType} has`, show(ropeType), 'write "default" beside mrope_section');
  if (ropeTypes === undefined || plainTypes.has(ropeType) || ropeTypes.includes(String(ropeType))) return;
  throw invalidConfig(`the rope_type of ${modelType} to be ${["default", ...ropeTypes].join(" or ")}`, show(ropeType));
}

const plainTypes: ReadonlySet<unknown> = new Set(["default", "mrope"]);

/** Plain RoPE of most types turns whole heads whatever the fraction; a type without facts is taken to read it. */
function fractionOf({ facts }: LanguageModel, scaling: Scaling, dictionary: JsonObject): number {
  const isRead = facts === null || facts.isFixed === true || facts.readsFraction === true;
  if (scaling.type === "none" && !isRead) return 1;
  return optionalNumber(dictionary, "partial_rotary_factor") ?? 1;
}

function pairLayoutOf({ config, facts }: LanguageModel): RopeSpec["pairLayout"] {
  const layout = facts?.pairLayout ?? "half-split";
  if (layout !== "rope_interleave") return layout;
  return config["rope_interleave"] === false ? "half-split" : "interleaved";
}

/** rope-core checks every number of a spec; here they are a file's. */
function requireComputable(spec: RopeSpec): void {
  try {
    createRotaryEmbedding(spec);
  } catch (cause) {
    if (!ResonanceError.isInstance(cause)) throw cause;
    const { expected, received } = cause;
    throw new ResonanceError({ kind: "invalid-file", where: "readConfig", expected, received, cause });
  }
}

const trainedFor = (specs: ModelDescription["otherLayers"], trainedLength: number): ModelDescription["otherLayers"] =>
  Object.fromEntries(Object.entries(specs).map(([layer, spec]) => [layer, { ...spec, trainedLength }]));
