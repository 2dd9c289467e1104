/** Loads the page anew. Whoever keeps something for the address alone writes it there first: the new page begins with it. */
export const aboutToShowAnew = "abouttoshowanew";

export function showAnew(): void {
  dispatchEvent(new Event(aboutToShowAnew));
  location.reload();
}
