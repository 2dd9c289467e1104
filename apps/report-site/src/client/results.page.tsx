/** Brings the results' explorer to life; the rest of the page is only read. */
import { takeOver } from "./take-over.js";
import { Explorer } from "../pages/explorer/explorer.js";

takeOver(Explorer, "#explorer-part");
