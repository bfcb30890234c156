// Whether a person sees a node, or could by scrolling.
({ above, attr, boxOf, isField, once, styleOf, tagOf }) => {
  const boxed = (el) => once("boxed", el, () => takesRoom(el) || (!isField(el) && anyKid(el, boxed)));
  // Lines of an inline element may each be empty.
  function takesRoom(el) {
    const box = boxOf(el);
    if (box.width === 0 || box.height === 0) return false;
    return styleOf(el).display !== "inline" ||
      [...el.getClientRects()].some(({ width, height }) => width > 0 && height > 0);
  }
  function anyKid(el, is) {
    for (let kid = el.firstElementChild; kid; kid = kid.nextElementSibling) if (is(kid)) return true;
    return false;
  }
  // What lies left of or above the page is out of every scrollbar's reach.
  function reach() {
    const { direction } = styleOf(document.documentElement);
    const page = document.scrollingElement ?? document.documentElement;
    const left = direction === "rtl" ? page.clientWidth - page.scrollWidth : 0;
    return { left: left - scrollX, top: -scrollY, right: Infinity, bottom: Infinity };
  }
  const within = () => once("reach", document.documentElement, reach);
  function outside(box, limits) {
    if (!box.width || !box.height) return false;
    return box.right <= limits.left || box.bottom <= limits.top ||
      box.left >= limits.right || box.top >= limits.bottom;
  }
  const CUT = /^(inset\((50|100)%|circle\(0(px|%)?( |\)))/;
  function covered(el, style) {
    if (style.display === "none" || el.inert || style.contentVisibility === "hidden") return true;
    if (style.opacity === "0" && !fadesIn(el, style)) return true;
    if (el === document.body || /^(inline|contents)$/.test(style.display)) return false;
    if (CUT.test(style.clipPath)) return true;
    const box = boxOf(el);
    const tiny = box.width <= 2 || box.height <= 2;
    if (tiny && (style.overflowX !== "visible" || style.overflowY !== "visible")) return true;
    if (!/^(absolute|fixed)$/.test(style.position)) return false;
    return /^rect\([01]px,? [01]px,? [01]px,? [01]px\)/.test(style.clip) || outside(box, within());
  }
  // Many pages fade their parts in when they are scrolled to.
  function fadesIn(el, style) {
    return /^(static|relative)$/.test(style.position) && !isField(el) &&
      /[1-9]/.test(style.transitionDuration) && boxOf(el).top >= innerHeight;
  }
  const hides = (el, style = styleOf(el)) => once("hides", el, () => covered(el, style));
  const exposed = (el) => once("exposed", el, () =>
    !hides(el) && (above(el) === null || exposed(above(el))));
  function rendered(el) {
    const style = styleOf(el);
    if (style.visibility !== "visible" || !boxed(el)) return false;
    return style.display === "contents" || el.checkVisibility();
  }
  const seen = (el) => once("seen", el, () => rendered(el) && exposed(el));

  // --- what ancestors cut off ------------------------------------------------------------
  // `flow` bounds what lies in the flow, `anchored` what is placed absolutely.
  const openClip = () => ({ flow: within(), anchored: within() });
  function clipIn(el, style, clip) {
    if (el === document.body || el === document.documentElement) return clip;
    const placed = placement(el, style, clip);
    const moved = style.position !== "static" || style.transform !== "none";
    const clips = style.overflowX !== "visible" || style.overflowY !== "visible";
    if (!clips || style.display === "inline" || style.display === "contents") {
      return moved ? { flow: placed, anchored: placed } : { flow: placed, anchored: clip.anchored };
    }
    const flow = narrowed(boxOf(el), style, placed);
    return { flow, anchored: moved ? flow : clip.anchored };
  }
  function placement(el, style, clip) {
    if (style.position === "absolute") return clip.anchored;
    const pinned = style.position === "fixed" && el.offsetParent === null;
    return pinned ? { left: 0, top: 0, right: innerWidth, bottom: innerHeight } : clip.flow;
  }
  function narrowed(box, style, limits) {
    if (outside(box, limits)) return { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
    const [left, right] = axis(style.overflowX, box.left, box.right, limits.left, limits.right);
    const [top, bottom] = axis(style.overflowY, box.top, box.bottom, limits.top, limits.bottom);
    return { left, top, right, bottom };
  }
  function axis(overflow, start, end, low, high) {
    if (overflow === "visible") return [low, high];
    return /^(auto|scroll)$/.test(overflow) ? [-Infinity, Infinity] : [Math.max(start, low), Math.min(end, high)];
  }
  const cutOff = (el, limits) => outside(boxOf(el), limits);

  // --- exceptions ------------------------------------------------------------------------
  const isBox = (el) => tagOf(el) === "INPUT" && /^(checkbox|radio|file)$/.test(el.type);
  const labelOf = (el) => [...(el.labels ?? [])].find(seen) ?? null;
  const decoy = (el, hidden) => hidden && attr(el, "tabindex") === "-1";
  return { anyKid, boxed, clipIn, cutOff, decoy, hides, isBox, labelOf, openClip, placement, seen };
}
