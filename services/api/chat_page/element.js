// What people, pages and models said comes in here as text: it is only ever set as text.

export const by = (id) => document.getElementById(id);

/** An element with attributes, listeners (`onclick: ...`) and children; what is null is left out. */
export function el(tag, given = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(given)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (value === true) made.setAttribute(name, "");
    else if (value !== false && value != null) made.setAttribute(name, value);
  }
  made.append(...children.flat().filter((child) => child != null));
  return made;
}

/** Says it to those who can't see what is new. */
export function announce(text) {
  const announcer = by("announcer");
  announcer.append(el("p", {}, text));
  while (announcer.children.length > 5) announcer.firstChild.remove();
}

/** An image shows this one, and the one before is nowhere any more. */
export function showPicture(id, picture) {
  dropPicture(id);
  by(id).src = URL.createObjectURL(picture);
}

export function dropPicture(id) {
  URL.revokeObjectURL(by(id).src);
  by(id).removeAttribute("src");
}

/** What went wrong, where the eyes are, until the next try. */
export function trouble(id, problem) {
  const place = by(id) ?? by("composer-trouble"); // a card may be gone by then
  place.textContent = problem ? problem.words : "";
}

/**
 * Runs what buttons stand for, once at a time; they keep the focus. Its problem is told in `place`,
 * unless that shows something else by then (`isThere`).
 */
export async function attempt(place, buttons, work, isThere = () => true) {
  const held = [buttons].flat();
  if (held.some((button) => button.ariaDisabled === "true")) return null;
  trouble(place, null);
  for (const button of held) button.ariaDisabled = "true";
  try {
    return await work();
  } catch (problem) {
    if (!problem.words) throw problem;
    if (!problem.isPast && isThere()) trouble(place, problem);
    return null;
  } finally {
    for (const button of held) button.ariaDisabled = null;
  }
}
