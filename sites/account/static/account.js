// Settings that are saved when they are changed, and questions that open over the page.
document.addEventListener("change", ({ target }) => {
  if (target.form?.hasAttribute("data-submit-on-change")) target.form.requestSubmit();
});
document.addEventListener("click", ({ target }) => {
  if (target.dataset.opens) document.getElementById(target.dataset.opens).showModal();
});
