// Loaded before the forms, and listening above them: no choice is too early to count.
document.addEventListener("change", ({ target }) => {
  if (target.form?.hasAttribute("data-submit-on-change")) target.form.requestSubmit();
});
