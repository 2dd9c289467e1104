/** A toy server as a model, with waits that take no time, and both gone when the test ends. */
import { type LanguageModel, randomSource } from "@resonance-rope/contracts";
import { type ToyServer, type ToyServerOptions, toyServer } from "@resonance-rope/toy-server";
import { onTestFinished } from "vitest";
import type { Clock } from "../../src/clock.js";
import { type OpenaiCompatibleOptions, openaiCompatible } from "../../src/engines/openai-compatible.js";
import { nodeHttpTransport } from "../../src/node.js";

export interface PatientClock extends Clock {
  /** What was waited for between attempts, in milliseconds. */
  readonly waits: readonly number[];
  /** The time limit of every request in flight is over. */
  readonly expire: () => void;
}

const timeLimitSeconds = 600;

/** Waits between attempts are noted and over at once; the limit of a request is over when a test says so. */
export function patientClock(): PatientClock {
  const waits: number[] = [];
  const limits = new Set<() => void>();
  return {
    waits,
    expire() {
      for (const end of limits) end();
    },
    now: () => performance.now(),
    async sleep(milliseconds, signal) {
      if (milliseconds !== timeLimitSeconds * 1000) {
        waits.push(milliseconds);
        return;
      }
      await new Promise<void>((resolve) => {
        limits.add(resolve);
        signal?.addEventListener("abort", () => limits.delete(resolve));
      });
    },
  };
}

export async function startToy(options: ToyServerOptions): Promise<ToyServer> {
  const server = await toyServer(options);
  onTestFinished(() => server.close());
  return server;
}

export function connectToy(
  { url }: Pick<ToyServer, "url">,
  options: Partial<OpenaiCompatibleOptions> = {},
): Promise<LanguageModel> {
  return openaiCompatible(url, {
    transport: nodeHttpTransport,
    random: randomSource(1),
    clock: patientClock(),
    timeLimitSeconds,
    contextLength: 1024,
    ...options,
  });
}
