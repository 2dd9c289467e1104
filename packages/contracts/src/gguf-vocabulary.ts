/** What a GGUF holds of its model's tokenizer (`tokenizer.ggml.*`), each key that is missing null. */
export interface GgufVocabulary {
  /** The kind of tokenizer: `gpt2` is byte-level BPE, `llama` SentencePiece's. */
  readonly model: string;
  /** How a text is split before merging, by llama.cpp's name: `smollm`, `llama-bpe`, … */
  readonly preTokenizer: string | null;
  /** By id. */
  readonly tokens: readonly string[];
  /** Of each token: 1 normal, 2 unknown, 3 control, 4 defined by users, 5 unused, 6 a byte. */
  readonly types: readonly number[] | null;
  /** Of each token: SentencePiece's merge the highest first. */
  readonly scores: readonly number[] | null;
  /** Pairs with a space between, the first merged first. */
  readonly merges: readonly string[] | null;
  readonly startToken: number | null;
  readonly endToken: number | null;
  readonly unknownToken: number | null;
  /** Whether the start token goes before a text. */
  readonly addsStart: boolean | null;
  /** Whether a space does. */
  readonly addsSpace: boolean | null;
  readonly chatTemplate: string | null;
}
