/** What tells plain data apart, in words: of many settings the few that not all share. */
export type Settings = ReadonlyMap<string, string>;

/** Every value in it by its name in words: `{model: {headDim: 4}}` has "model head dim" "4". */
export function settingsOf(value: object, path: readonly string[] = []): Settings {
  return new Map(
    Object.entries(value).flatMap(([field, inner]: [string, unknown]): [string, string][] => {
      const place = [...path, field];
      if (typeof inner === "object" && inner !== null && !Array.isArray(inner)) return [...settingsOf(inner, place)];
      return [[spaced(place.join(" ")), Array.isArray(inner) ? listWords(inner) : String(inner)]];
    }),
  );
}

/** Of each, the settings whose value some of the others lack, as "name value". */
export function differingSettings(all: readonly Settings[]): readonly (readonly string[])[] {
  const names = [...new Set(all.flatMap((each) => [...each.keys()]))];
  const differing = names.filter((name) => new Set(all.map((each) => each.get(name))).size > 1);
  return all.map((each) => differing.flatMap((name) => (each.has(name) ? [`${name} ${each.get(name)}`] : [])));
}

function spaced(camelCase: string): string {
  return camelCase.replace(/[A-Z]/gu, (letter) => ` ${letter.toLowerCase()}`);
}

/** A list for each pair would be longer than its figure is wide. */
function listWords(list: readonly unknown[]): string {
  if (list.length <= 4) return list.join(" ");
  return `${list.slice(0, 2).join(" ")} … (${list.length} numbers, sum ${list.reduce((sum: number, each) => sum + Number(each), 0)})`;
}
