/** The script of pages that are only read. */
import { addFigureDownloads } from "./figure-downloads.js";

addFigureDownloads();
