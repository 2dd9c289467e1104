/** What an export wrote, what to know of it, and what each engine will do with it. */
import { encodingName } from "@resonance-rope/contracts";
import type { EngineStatement, ExportedModel } from "@resonance-rope/rope-interop";
import { describeFindings } from "./describe-inspection.js";
import { formatCount, formatWhole } from "./format-number.js";
import type { StreamColors } from "./stream-colors.js";

const words: Readonly<Record<EngineStatement["behaviour"], string>> = {
  "as-written": "runs as written",
  differs: "differs",
  ignored: "ignores it",
  refused: "refuses it",
};

/** How it is known. */
const ways: Readonly<Record<EngineStatement["known"], string>> = {
  run: "(run)      ",
  read: "(read)     ",
  assumed: "(not tried)",
};

export function describeExport(
  { written, writtenBytes, spec, contextLength, findings, engines }: ExportedModel,
  colors: StreamColors,
): string[] {
  const [first = "", ...others] = written;
  const more = others.length === 0 ? "" : ` and ${formatCount(others.length, "other file")}`;
  return [
    `  wrote ${colors.bold(first)}${more} · ${formatWhole(writtenBytes)} bytes · read back and checked`,
    `  ${encodingName(spec)} · trained to ${spec.trainedLength} tokens, for ${contextLength}`,
    ...describeFindings(findings, colors),
    "",
    ...describeEngines(engines, colors),
  ];
}

/** A line an engine that runs it, with how to start it; two where there is more to say. */
function describeEngines(engines: readonly EngineStatement[], colors: StreamColors): string[] {
  const width = Math.max(...engines.map(({ engine, version }) => engine.length + 1 + version.length));
  return engines.flatMap(({ engine, version, behaviour, supported, detail, known, launch }) => {
    const name = `${engine} ${version}`.padEnd(width);
    const verdict = words[behaviour].padEnd(words["as-written"].length);
    const mark = supported ? colors.green("✓") : colors.yellow("–");
    const line = `  ${mark} ${name}  ${verdict}  ${ways[known]}  ${supported ? launch : (detail ?? "")}`;
    return supported && detail !== null ? [line, `    ${" ".repeat(width)}  ${colors.dim(detail)}`] : [line];
  });
}
