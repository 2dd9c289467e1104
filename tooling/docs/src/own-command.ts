/** A command of this project as it is typed: which of its programs it starts, with which words. */
import { wordsOf } from "./commands-of.js";

export interface OwnCommand {
  readonly program: "resonance" | "resonance-report";
  readonly words: readonly string[];
}

/** Null where it is somebody else's. */
export function ownCommand(command: string): OwnCommand | null {
  const [first, second, ...words] = wordsOf(command);
  if (first !== "npx") return null;
  if (second === "resonance" || second === "@resonance-rope/trainer") return { program: "resonance", words };
  return second === "resonance-report" ? { program: "resonance-report", words } : null;
}
