/** A word of a command that is shown to be typed: as it is where a shell takes it so, else in quotes. */
export function shellWord(word: string): string {
  return /^[\w./:=,@%+-]+$/u.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
