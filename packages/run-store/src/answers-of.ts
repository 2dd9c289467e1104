/** answers.jsonl of an evaluation's folder, as the store that an evaluation asks and fills. */
import { join } from "node:path";
import { type Answer, type AnswerStore, ResonanceError, answerSchema, validate } from "@resonance-rope/contracts";
import { appendLines } from "./append-lines.js";
import type { Lock } from "./lock.js";
import { readLines, removeHalfLine } from "./read-lines.js";

/** For the holder of the folder's lock: cuts off a line that a killed process left half-written. */
export async function answersOf({
  directory,
  assertHeld,
}: Pick<Lock, "assertHeld"> & { readonly directory: string }): Promise<AnswerStore> {
  const path = join(directory, "answers.jsonl");
  await removeHalfLine(path, "openAnswers");
  const answered = new Set<string>();
  const read = (): AsyncGenerator<Answer, void> => readLines(path, answerSchema, "readAnswers");
  for await (const { item } of read()) {
    if (answered.has(item)) throw twice(item, "invalid-file", path);
    answered.add(item);
  }

  /** Answers that come while others are written go together: the disk is waited for once. */
  let waiting: { readonly together: Answer[]; readonly written: Promise<void> } | null = null;
  let writing = Promise.resolve();
  const write = async (together: readonly Answer[]): Promise<void> => {
    try {
      await assertHeld();
      await appendLines(path, together, { where: "appendAnswer", sync: true });
    } catch (error) {
      for (const { item } of together) answered.delete(item);
      throw error;
    }
  };
  const nextBatch = (): NonNullable<typeof waiting> => {
    const together: Answer[] = [];
    const written = writing.then(() => {
      waiting = null;
      return write(together);
    });
    writing = written.catch(() => undefined);
    return { together, written };
  };
  return {
    answered,
    read,
    async append(answer) {
      validate(answerSchema, answer, {
        kind: "invalid-argument",
        where: "appendAnswer",
        what: `answer ${answer.item}`,
      });
      if (answered.has(answer.item)) throw twice(answer.item, "invalid-argument", path);
      answered.add(answer.item);
      waiting ??= nextBatch();
      waiting.together.push(answer);
      await waiting.written;
    },
  };
}

const twice = (item: string, kind: "invalid-argument" | "invalid-file", path: string): ResonanceError =>
  new ResonanceError({ kind, where: "answers", expected: `one answer an item in ${path}`, received: `${item} twice` });
