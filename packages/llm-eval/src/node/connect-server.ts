/** `openaiCompatible` with what Node has: its own HTTP, real randomness, and the environment's key. */
import { randomInt } from "node:crypto";
import { type LanguageModel, randomSource } from "@resonance-rope/contracts";
import { type OpenaiCompatibleOptions, openaiCompatible } from "../engines/openai-compatible.js";
import { nodeHttpTransport } from "./node-http-transport.js";

export type ConnectServerOptions = Omit<OpenaiCompatibleOptions, "transport" | "random" | "apiKey">;

export function connectServer(url: string, options: ConnectServerOptions = {}): Promise<LanguageModel> {
  const apiKey = keyFor(url, process.env);
  return openaiCompatible(url, {
    ...options,
    transport: nodeHttpTransport,
    // Clients that started together must not come back together.
    random: randomSource(randomInt(2 ** 32)),
    ...(apiKey === undefined ? {} : { apiKey }),
  });
}

/** RESONANCE_API_KEY for whatever server is named; OPENAI_API_KEY only where nobody on the way can read it. */
export function keyFor(url: string, environment: Readonly<Record<string, string | undefined>>): string | undefined {
  const { RESONANCE_API_KEY: own, OPENAI_API_KEY: openai } = environment;
  if (own !== undefined && own !== "") return own;
  const safe = url.startsWith("https:") || /^http:\/\/(localhost|127\.0\.0\.1|\[::1\])(:|\/|$)/u.test(url);
  return safe && openai !== "" ? openai : undefined;
}
