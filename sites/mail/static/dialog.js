// Buttons that open a dialog of the page.
document.addEventListener("click", ({ target }) => {
  if (target.dataset?.opens) document.getElementById(target.dataset.opens).showModal();
});
