/** RULER's two scores of an answer, 0 to 1: references contained in it, whatever their case. */

/** The share of them. */
export function matchAll(answer: string, references: readonly string[]): number {
  return references.filter((reference) => contains(answer, reference)).length / references.length;
}

/** 1 for any of them. */
export function matchPart(answer: string, references: readonly string[]): number {
  return references.some((reference) => contains(answer, reference)) ? 1 : 0;
}

function contains(answer: string, reference: string): boolean {
  return cleaned(answer).toLowerCase().includes(reference.toLowerCase());
}

/** Control characters become line ends, as upstream makes them before it compares. */
function cleaned(answer: string): string {
  // oxlint-disable-next-line no-control-regex -- it is they that are meant
  return answer.replaceAll(/[\x00-\x1f]/gu, "\n");
}
