import { type Context, createContext } from "preact";

/**
 * Whether the page already shows what its components would draw: true while a script takes over what came with the
 * page. Drawing it once more would cost a phone a second, and change nothing.
 */
export const PageDrawing: Context<{ drawn: boolean }> = createContext<{ drawn: boolean }>({ drawn: false });
