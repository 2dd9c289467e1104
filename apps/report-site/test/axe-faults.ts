/** What axe finds wrong with a page, in the light theme and in the dark one. */
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";

export async function axeFaults(page: Page): Promise<string[]> {
  const faults = async (axe: AxeBuilder, theme: string): Promise<string[]> =>
    (await axe.analyze()).violations.map(({ id, nodes }) => `${theme} ${id}: ${nodes[0]?.html}`);
  await page.emulateMedia({ colorScheme: "light" });
  const light = await faults(new AxeBuilder({ page }), "light");
  // A theme changes nothing but colours.
  await page.emulateMedia({ colorScheme: "dark" });
  return [...light, ...(await faults(new AxeBuilder({ page }).withRules("color-contrast"), "dark"))];
}
