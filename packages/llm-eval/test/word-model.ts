/**
 * A language model for tests: a token is a word with the space before it, or other white space. It answers what the
 * test says, and gives log-probabilities that depend on the two tokens at hand alone.
 */
import type { ChatMessage, LanguageModel } from "@resonance-rope/contracts";

export interface WordModelOptions {
  readonly startToken?: number | null;
  readonly contextLength?: number;
  readonly answer?: (prompt: string) => string;
  readonly chat?: boolean;
}

export function wordModel(options: WordModelOptions = {}): LanguageModel & { text(tokens: readonly number[]): string } {
  const { startToken = null, contextLength = 1e6, answer = () => "", chat = true } = options;
  const texts: string[] = ["<s>"];
  const ids = new Map<string, number>();
  const idOf = (piece: string): number => {
    const id = ids.get(piece) ?? texts.push(piece) - 1;
    ids.set(piece, id);
    return id;
  };
  const tokenize = (text: string): number[] => (text.match(/ ?[^\s]+|\s/gu) ?? []).map(idOf);
  const text = (tokens: readonly number[]): string => tokens.map((token) => texts[token]).join("");
  const render = (messages: readonly ChatMessage[]): string =>
    `${messages.map(({ role, content }) => `<${role}>${content}`).join("\n")}\n<assistant>`;
  return {
    name: "words",
    fingerprint: "words",
    contextLength,
    startToken,
    capabilities: { noLogProbabilities: null, concurrency: 1 },
    tokenize: (source) => Promise.resolve(tokenize(source)),
    detokenize: (tokens) => Promise.resolve(text(tokens)),
    logProbabilities: (tokens, from) =>
      Promise.resolve(
        Float64Array.from(tokens.slice(from), (token, index) => logProbability(tokens[from + index - 1], token)),
      ),
    generate: (tokens) => Promise.resolve({ text: answer(text(tokens)), finish: "stop" }),
    applyChatTemplate: (messages) => Promise.resolve(chat ? tokenize(render(messages)) : null),
    dispose: () => Promise.resolve(),
    text,
  };
}

export function logProbability(before: number | undefined, token: number): number {
  return -(1 + (((before ?? 0) * 31 + token * 17) % 97) / 10);
}
