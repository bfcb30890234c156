// Where the API key is: in this tab, on this device by choice, or handed over by a page around this one.

const NAME = "errands.key";
const isFramed = window.parent !== window;

export const isEmbedded = new URLSearchParams(location.search).get("embed") === "1";

export function keptKey() {
  return isFramed ? null : sessionStorage.getItem(NAME) ?? localStorage.getItem(NAME);
}

export function keepKey(key, onDevice) {
  (onDevice ? localStorage : sessionStorage).setItem(NAME, key);
}

export function dropKey() {
  sessionStorage.removeItem(NAME);
  localStorage.removeItem(NAME);
}

/**
 * What the page around this one says: `{type: "errands.open", key, session}`. Who that may be is the
 * server's to say (frame-ancestors), so that the parent's word is enough here. The key is not kept.
 */
export function whenHandedOver(onOpen) {
  if (!isFramed || !isEmbedded) return;
  addEventListener("message", ({ source, data }) => {
    if (source !== window.parent || data?.type !== "errands.open") return;
    if (typeof data.key === "string") onOpen(data.key, typeof data.session === "string" ? data.session : null);
  });
  window.parent.postMessage({ type: "errands.ready" }, "*"); // tells nothing but that it listens
}
