// Loaded before the forms, and listening above them: no choice is too early to count.
document.addEventListener("change", ({ target }) => {
  if (target.hasAttribute("data-submit-on-change")) target.form.requestSubmit();
});
document.addEventListener("click", ({ target }) => {
  const step = Number(target.dataset?.step);
  if (!step) return;
  const field = target.parentElement.querySelector("input");
  field.value = Math.max(1, (Number(field.value) || 0) + step);
});
