/** What runs on every page as it opens: the buttons under figures, and whatever wakes the page's own script. */
import { addFigureDownloads } from "./figure-downloads.js";
import { wakePage } from "./wake-page.js";

wakePage();
addFigureDownloads();
