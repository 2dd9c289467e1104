/** Beside a served page's own script: shows the page anew when runs have gone on, unless its reader is typing. */
let changed = false;
new EventSource("changes").addEventListener("message", () => {
  changed = true;
  showAnew();
});
document.addEventListener("focusout", showAnew);

/** Where one stood, and the choices in the address, stay. */
function showAnew(): void {
  if (changed && document.activeElement?.matches("input, select, textarea") !== true) location.reload();
}
