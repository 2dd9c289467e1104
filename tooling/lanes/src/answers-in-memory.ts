import type { Answer, AnswerStore } from "@resonance-rope/contracts";

/** A store for one evaluation, of which nothing is kept. */
export function answersInMemory(): AnswerStore & { readonly all: readonly Answer[] } {
  const all: Answer[] = [];
  const answered = new Set<string>();
  return {
    all,
    answered,
    async *read() {
      yield* all;
    },
    append(answer) {
      answered.add(answer.item);
      all.push(answer);
      return Promise.resolve();
    },
  };
}
