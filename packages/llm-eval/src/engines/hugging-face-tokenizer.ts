/**
 * A model's own tokenizer from its tokenizer.json, by Hugging Face's library for JavaScript, as transformers runs it.
 * The library is loaded when the first tokenizer is.
 */
import { ResonanceError, messageOf, validate } from "@resonance-rope/contracts";
import * as z from "zod";
import { renderChatTemplate } from "./render-chat-template.js";
import type { ModelTokenizer } from "./server-tokenizer.js";

export interface TokenizerFiles {
  /** tokenizer.json and tokenizer_config.json, parsed. */
  readonly tokenizer: unknown;
  readonly config: unknown;
  /** chat_template.jinja; null where there is none, and the config may hold one. */
  readonly chatTemplate: string | null;
  /** Tells these files from others. */
  readonly fingerprint: string;
}

const tokenizerSchema = z.looseObject({
  model: z.looseObject({ vocab: z.union([z.array(z.unknown()).min(1), z.record(z.string(), z.number())]) }),
});
const specialToken = z.union([z.string(), z.looseObject({ content: z.string() })]).nullish();
const configSchema = z.looseObject({
  bos_token: specialToken,
  eos_token: specialToken,
  chat_template: z.union([z.string(), z.array(z.looseObject({ name: z.string(), template: z.string() }))]).nullish(),
});

const sample = "One fish, two fish";

/** @param place the file, named in refusals. */
export async function huggingFaceTokenizer(place: string, files: TokenizerFiles): Promise<ModelTokenizer> {
  const context = { kind: "invalid-file", where: "huggingFaceTokenizer" } as const;
  const json = validate(tokenizerSchema, files.tokenizer, { ...context, what: `tokenizer in ${place}` });
  const config = validate(configSchema, files.config, { ...context, what: `tokenizer_config.json beside ${place}` });
  const { Tokenizer } = await import("@huggingface/tokenizers");
  const runnable = `a tokenizer in ${place} that @huggingface/tokenizers can run`;
  const tokenizer = orRefuse(runnable, () => {
    for (const part of [json["normalizer"], json["pre_tokenizer"], json["decoder"]]) requirePatterns(part);
    const made = new Tokenizer(json, config);
    const { ids } = made.encode(sample);
    if (ids.length === 0 || ids.some((id: unknown) => !Number.isSafeInteger(id)))
      throw new Error(`${JSON.stringify(ids)} as the tokens of "${sample}"`);
    return made;
  });

  const idsOf = (text: string, special: boolean): readonly number[] =>
    orRefuse(runnable, () => tokenizer.encode(text, { add_special_tokens: special }).ids);
  const [bos, eos] = [config.bos_token, config.eos_token].map(contentOf);
  const template = files.chatTemplate ?? defaultTemplate(config.chat_template);
  return {
    fingerprint: files.fingerprint,
    startToken: startTokenOf(),
    endToken: endTokenOf(),
    vocabularySize: vocabularySizeOf(json.model.vocab),
    tokenize: async (text) => idsOf(text, false),
    detokenize: async (tokens) => (tokens.length === 0 ? "" : textOf(tokens)),
    async applyChatTemplate(messages) {
      if (template === null) return null;
      return idsOf(renderChatTemplate({ template, place, bosToken: bos ?? "", eosToken: eos ?? "" }, messages), false);
    },
    dispose: () => Promise.resolve(),
  };

  /** tokenizer.json decides; transformers pays no attention to the config's add_bos_token either. */
  function startTokenOf(): number | null {
    const [first = null, second] = idsOf(sample, true);
    const [plain] = idsOf(sample, false);
    return first !== plain && second === plain ? first : null;
  }

  function endTokenOf(): number | null {
    const ids = eos === undefined ? [] : idsOf(eos, false);
    return ids.length === 1 ? (ids[0] ?? null) : null;
  }

  function textOf(tokens: readonly number[]): string {
    const options = { skip_special_tokens: false, clean_up_tokenization_spaces: false };
    return orRefuse(runnable, () => tokenizer.decode([...tokens], options));
  }
}

/** Without a pattern that it knows, the library warns, leaves the part out, and gives other tokens. */
function requirePatterns(part: unknown): void {
  if (typeof part !== "object" || part === null) return;
  const { type, pattern } = part as { readonly type?: unknown; readonly pattern?: Readonly<Record<string, unknown>> };
  const known = [pattern?.["Regex"], pattern?.["String"]].some((text) => typeof text === "string");
  if ((type === "Split" || type === "Replace") && !known)
    throw new Error(`a ${type} whose pattern is no text or regex`);
  for (const inner of Object.values(part)) requirePatterns(inner);
}

/** Unigram's vocabulary is a list, the others' are by token. */
const vocabularySizeOf = (vocabulary: unknown[] | Record<string, number>): number =>
  Array.isArray(vocabulary)
    ? vocabulary.length
    : Object.values(vocabulary).reduce((size, token) => Math.max(size, token + 1), 0);

/** Files of another version, and broken ones, fail in many ways, some of them not before they meet a certain text. */
function orRefuse<T>(expected: string, run: () => T): T {
  try {
    return run();
  } catch (cause) {
    throw new ResonanceError({
      kind: "invalid-file",
      where: "huggingFaceTokenizer",
      expected,
      received: messageOf(cause),
      cause,
    });
  }
}

const contentOf = (token: z.infer<typeof specialToken>): string | undefined =>
  typeof token === "string" ? token : token?.content;

function defaultTemplate(templates: z.infer<typeof configSchema>["chat_template"]): string | null {
  if (typeof templates === "string") return templates;
  return templates?.find(({ name }) => name === "default")?.template ?? null;
}
