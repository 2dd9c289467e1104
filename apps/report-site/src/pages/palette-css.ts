/** The palette as CSS custom properties, light and dark, for the encodings on a page. */
import type { EncodingStyle } from "../palette.js";

export function paletteCss(styles: readonly EncodingStyle[]): string {
  const shades = new Map(styles.map(({ variable, shade }) => [variable, shade]));
  const light = [...shades].map(([variable, shade]) => `${variable}:${shade.light}`).join(";");
  const dark = [...shades].map(([variable, shade]) => `${variable}:${shade.dark}`).join(";");
  return `:root{${light}}\n@media screen and (prefers-color-scheme:dark){:root{${dark}}}\n`;
}
