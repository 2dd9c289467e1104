import type { Sources } from "../../made-from.js";

export interface TokenFigureProps {
  readonly tokens: ArrayLike<number>;
  readonly modulus: number;
  readonly seedTokens: number;
  /** Index of the token looked at; later ones are not shown yet. */
  readonly at: number;
  readonly sources: Sources;
  /** With the shortcut: what it reads for that token, nothing where it has no answer, and all that it answers. */
  readonly shortcut: { readonly sources: readonly number[]; readonly answers: readonly boolean[] } | null;
  readonly title: string;
  /** What one sees in it, for those who do not. */
  readonly description: string;
  /** A token past the seed was pressed. */
  readonly onLook: (index: number) => void;
  /** A token of the seed was pressed. */
  readonly onSeed: (index: number) => void;
}
