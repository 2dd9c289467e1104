/**
 * Runs a page's own script when its reader first turns to the page: to be read a page takes none, and a slow phone
 * would stand still for half a second. The first touch is answered too: the script takes the page over before that
 * event reaches its element.
 */
const turnings = ["pointermove", "pointerdown", "keydown", "focusin", "click", "input", "change", "dragenter", "paste"];

/** Once, on any page; one without a script of its own stays as it is. */
export function wakePage(): void {
  const text = document.querySelector("#page-script")?.textContent;
  if (!text) return;
  const wake = (event?: Event): void => {
    if (event !== undefined && isAtRest(event)) return;
    for (const name of turnings) removeEventListener(name, wake, true);
    const script = document.createElement("script");
    script.textContent = text;
    keepEntered(event?.target, () => document.body.append(script));
  };
  // A link to a state shows that state.
  if (location.hash.includes("=")) wake();
  else for (const name of turnings) addEventListener(name, wake, true);
}

/** Browsers tell of a mouse that lies where a page appears. */
const isAtRest = (event: Event): boolean =>
  event instanceof PointerEvent && event.type === "pointermove" && event.movementX === 0 && event.movementY === 0;

/** To take a field over sets it to what the page was drawn with. */
function keepEntered(target: EventTarget | null | undefined, takeOver: () => void): void {
  if (!(target instanceof HTMLInputElement || target instanceof HTMLSelectElement)) return takeOver();
  const { value } = target;
  const checked = target instanceof HTMLInputElement && target.checked;
  takeOver();
  if (target instanceof HTMLSelectElement || target.type !== "file") target.value = value;
  if (target instanceof HTMLInputElement) target.checked = checked;
}
