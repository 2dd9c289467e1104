/** Beside a served page's own script: shows the page anew when runs have gone on, unless its reader is typing. */
import { showAnew } from "../pages/show-anew.js";

let changed = false;
new EventSource("changes").addEventListener("message", () => {
  changed = true;
  whenNotTyping();
});
document.addEventListener("focusout", whenNotTyping);

/** Where one stood, and the choices in the address, stay. */
function whenNotTyping(): void {
  if (changed && document.activeElement?.matches("input, select, textarea") !== true) showAnew();
}
