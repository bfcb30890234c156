// Lists of options and switches that are no form controls: each writes into a hidden field.
const chooserOf = (node) => node.closest?.("[data-chooser]");
const partsOf = (chooser) => ({
  box: chooser.querySelector("[role=combobox]"),
  list: chooser.querySelector("[role=listbox]"),
  options: [...chooser.querySelectorAll("[role=option]")],
  field: chooser.querySelector("input[type=hidden]"),
});

function open(chooser, isOpen) {
  const { box, list } = partsOf(chooser);
  if (!box) return;
  list.hidden = !isOpen;
  box.setAttribute("aria-expanded", String(isOpen));
}

function point(chooser, option) {
  const { box, list, options } = partsOf(chooser);
  for (const one of options) one.classList.toggle("active", one === option);
  (box ?? list).setAttribute("aria-activedescendant", option.id);
  option.scrollIntoView({ block: "nearest" });
}

function fill(field, value) {
  field.value = value;
  field.dispatchEvent(new Event("change", { bubbles: true }));
}

function take(chooser, option) {
  const { box, options, field } = partsOf(chooser);
  for (const one of options) one.setAttribute("aria-selected", String(one === option));
  fill(field, option.dataset.value);
  if (box) box.textContent = option.textContent;
  point(chooser, option);
}

document.addEventListener("click", ({ target }) => {
  const inside = chooserOf(target);
  for (const chooser of document.querySelectorAll("[data-chooser]")) {
    if (chooser !== inside) open(chooser, false);
  }
  if (target.matches("[data-chooser] [role=option]")) {
    take(inside, target);
    open(inside, false);
  } else if (target.matches("[data-chooser] [role=combobox]")) {
    open(inside, target.getAttribute("aria-expanded") !== "true");
  } else if (target.matches("button[role=switch]")) {
    const on = target.getAttribute("aria-checked") !== "true";
    target.setAttribute("aria-checked", String(on));
    fill(target.nextElementSibling, on ? "yes" : "");
  }
});

document.addEventListener("keydown", (event) => {
  const chooser = chooserOf(event.target);
  if (!chooser) return;
  const { box, list, options } = partsOf(chooser);
  const closed = list.hidden;
  const last = options.length - 1;
  const at = options.indexOf(chooser.querySelector(".active") ?? chooser.querySelector("[aria-selected=true]"));
  const to = { ArrowDown: Math.min(at + 1, last), ArrowUp: Math.max(at - 1, 0), Home: 0, End: last }[event.key];
  if (to !== undefined) {
    open(chooser, true);
    point(chooser, options[to]);
  } else if (event.key === "Escape") {
    open(chooser, false);
  } else if (event.key === "Enter" || event.key === " ") {
    if (!closed && at >= 0) take(chooser, options[at]);
    open(chooser, closed);
  } else {
    return;
  }
  event.preventDefault();
});
