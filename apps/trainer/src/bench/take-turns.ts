import type { Contender, Turn } from "./contender.js";

/** Contenders one after the other, again and again, so that whatever else the machine does meets them all. */
export async function takeTurns<Name extends string>(
  contenders: ReadonlyMap<Name, { readonly contender: Pick<Contender, "ask">; readonly units: number }>,
  turns: number,
  onTurn: (turn: number) => void,
): Promise<Map<Name, Turn[]>> {
  const taken = new Map<Name, Turn[]>([...contenders.keys()].map((name) => [name, []]));
  for (let turn = 1; turn <= turns; turn++) {
    for (const [name, { contender, units }] of contenders) taken.get(name)?.push(await contender.ask(units));
    onTurn(turn);
  }
  return taken;
}
