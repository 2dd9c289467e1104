/** A border: a reader of something that strangers make, with examples of it that are right. `borders/NAME.ts` exports one. */
import type { ErrorKind } from "@resonance-rope/contracts";

/** One input: files by name, for a border may read several that belong together. */
export type Files = ReadonlyMap<string, Uint8Array>;

export interface Border {
  /** Each of them is read, not refused. */
  seeds(): Promise<readonly Files[]>;
  /** Returns, or throws a ResonanceError of a kind in `refuses`. Anything else is a finding. */
  read(files: Files): unknown;
  readonly refuses: readonly ErrorKind[];
  /** What is put in the place of values of a text. */
  readonly words?: readonly string[];
  /** Makes lengths and hashes right again, so that a change gets past them; done to half of the inputs. */
  mend?(files: Files): Files;
  /** Of the inputs asked for, where a single one takes long. */
  readonly share?: number;
  /** Starts processes: coverage and time say nothing of what it reads. */
  readonly isSlow?: boolean;
  dispose?(): Promise<void>;
}

export const filesOf = (files: Readonly<Record<string, string | Uint8Array>>): Files =>
  new Map(Object.entries(files).map(([name, data]) => [name, typeof data === "string" ? encode(data) : data]));

const encoder = new TextEncoder();
const decoder = new TextDecoder();

export const encode = (text: string): Uint8Array => encoder.encode(text);

/** The text of a file; empty where there is none. */
export const textOf = (files: Files, name: string): string => decoder.decode(files.get(name));
