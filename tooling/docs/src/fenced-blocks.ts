/** The fenced blocks of a page, and the page without them. */
export interface FencedBlock {
  /** "" where the fence names none. */
  readonly language: string;
  readonly text: string;
  /** Of the first line of the text, from 1. */
  readonly line: number;
}

const fences = /^```(\w*)\n(.*?)^```$/gmsu;

export function fencedBlocks(page: string): readonly FencedBlock[] {
  return [...page.matchAll(fences)].map(({ 1: language = "", 2: text = "", index }) => ({
    language,
    text,
    line: page.slice(0, index).split("\n").length + 1,
  }));
}

export const withoutBlocks = (page: string): string => page.replaceAll(fences, "");
