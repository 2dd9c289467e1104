/** The last line of what a program wrote: there pip and npm say what went wrong. */
export const lastLine = (text: string): string => text.trim().split("\n").at(-1) ?? "";
