/**
 * Notices that another server answers under the same address. An answer over a new connection counts only after the
 * server has said once more what it serves, and scored a fixed prompt as it did; a server behind a proxy, whose
 * connections go on, is asked now and then. Answers that wait at the same moment share one look.
 */
import { ResonanceError } from "@resonance-rope/contracts";
import type { Clock } from "../clock.js";
import type { RequestOptions, ServerConnection } from "./server-connection.js";
import { type ServedModel, servedModel } from "./server-models.js";

interface Watched {
  readonly connection: ServerConnection;
  readonly model: ServedModel;
  readonly clock: Clock;
  /** Scores of a fixed prompt, which tell weights apart that have one name; null where the server gives none. */
  readonly sample: ((options: RequestOptions) => Promise<readonly number[]>) | null;
  /** Fires when the model is disposed of, which gives up a look that runs. */
  readonly end: AbortSignal;
}

/** Of the same weights on the same server, from one start to the next. */
const toleranceNats = 0.15;
const betweenLooksMilliseconds = 10_000;

/** @throws ResonanceError once the server is another; call after each answer. */
export async function sameServer(
  { connection, model, clock, sample, end }: Watched,
  atStart: RequestOptions,
): Promise<(options: RequestOptions) => Promise<void>> {
  const asLook: RequestOptions = { signal: end };
  const first = (await sample?.(atStart)) ?? [];
  let met = connection.meetings();
  let lookedAt = clock.now();

  const look = async (): Promise<void> => {
    const [meetings, now] = [connection.meetings(), clock.now()];
    const served = await servedModel(connection, model.id, asLook);
    if (served.identity !== model.identity) throw another(connection, model.identity, served.identity);
    // Its own connection may be the new one.
    if (sample !== null && connection.meetings() !== met) {
      const difference = largestDifference(first, await sample(asLook));
      if (!(difference <= toleranceNats))
        throw another(connection, "the scores it began with", `others, by up to ${difference.toFixed(2)} nats a token`);
    }
    met = meetings;
    lookedAt = now;
  };

  let running: Promise<void> = Promise.resolve();
  let waiting: Promise<void> | null = null;
  return async ({ signal }) => {
    if (connection.meetings() === met && clock.now() - lookedAt < betweenLooksMilliseconds) return;
    // One that runs already may have asked before this answer came.
    waiting ??= running
      .catch(() => undefined)
      .then(() => {
        waiting = null;
        return (running = look());
      });
    await unlessAborted(waiting, signal);
  };
}

/** Whoever gives up waits no longer; the look goes on for the others. */
function unlessAborted(look: Promise<void>, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const giveUp = (): void => reject(signal?.reason);
    signal?.addEventListener("abort", giveUp, { once: true });
    void look.then(resolve, reject).finally(() => signal?.removeEventListener("abort", giveUp));
  });
}

function largestDifference(a: readonly number[], b: readonly number[]): number {
  return a.reduce((largest, value, index) => Math.max(largest, Math.abs(value - (b[index] ?? NaN))), 0);
}

const another = ({ root }: ServerConnection, expected: string, received: string): ResonanceError =>
  new ResonanceError({
    kind: "unavailable",
    where: root,
    expected: `the server that the evaluation began with (${expected})`,
    received,
    remedy: "run the same command again: another server's answers go into a folder of their own",
  });
