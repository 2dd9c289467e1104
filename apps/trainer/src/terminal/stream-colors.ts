import pc from "picocolors";

export type StreamColors = ReturnType<typeof pc.createColors>;

/**
 * Colours for what is written to a stream: on a terminal, or where FORCE_COLOR asks for them. picocolors alone
 * looks at standard output for every stream, and colours a pipe wherever CI is set.
 */
export function streamColors(stream: { readonly isTTY?: boolean }): StreamColors {
  return pc.createColors(pc.isColorSupported && (stream.isTTY === true || process.env["FORCE_COLOR"] !== undefined));
}
