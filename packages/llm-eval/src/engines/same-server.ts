/**
 * Notices that another server answers under the same address. Each answer counts only after the server has said
 * once more what it serves; requests that wait at the same moment share one question.
 */
import { ResonanceError } from "@resonance-rope/contracts";
import type { RequestOptions, ServerConnection } from "./server-connection.js";
import { type ServedModel, servedModel } from "./server-models.js";

interface Watched {
  readonly connection: ServerConnection;
  readonly model: ServedModel;
  /** Scores of a fixed prompt, which tell weights apart that have one name; null where the server gives none. */
  readonly sample: (() => Promise<readonly number[]>) | null;
}

/** Of the same weights on the same server, from one start to the next. */
const toleranceNats = 0.15;

/** @throws ResonanceError once the server is another; call after each answer. */
export async function sameServer({
  connection,
  model,
  sample,
}: Watched): Promise<(options: RequestOptions) => Promise<void>> {
  const first = (await sample?.()) ?? [];
  let interruptions = connection.interruptions();

  const look = async (): Promise<void> => {
    const now = await servedModel(connection, model.id, {});
    if (now.identity !== model.identity) throw another(connection, model.identity, now.identity);
    if (sample === null || connection.interruptions() === interruptions) return;
    const seen = connection.interruptions();
    const difference = largestDifference(first, await sample());
    if (!(difference <= toleranceNats))
      throw another(connection, "the scores it began with", `others, by up to ${difference.toFixed(2)} nats a token`);
    interruptions = seen;
  };

  let running: Promise<void> = Promise.resolve();
  let waiting: Promise<void> | null = null;
  return async ({ signal }) => {
    // One that runs already may have asked before this answer came.
    waiting ??= running
      .catch(() => undefined)
      .then(() => {
        waiting = null;
        return (running = look());
      });
    await waiting;
    signal?.throwIfAborted();
  };
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
