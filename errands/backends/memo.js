// Answers that hold for one reading: the page doesn't change while it is read.
() => {
  let memo = null;
  function reading(work) {
    memo = new Map();
    try {
      return work();
    } finally {
      memo = null;
    }
  }
  function once(kind, el, answer) {
    if (!memo) return answer(el);
    let known = memo.get(el);
    if (!known) memo.set(el, known = {});
    if (!(kind in known)) known[kind] = answer(el);
    return known[kind];
  }
  const styleOf = (el) => once("style", el, (node) => getComputedStyle(node));
  const boxOf = (el) => once("box", el, (node) => node.getBoundingClientRect());
  return { boxOf, reading, once, styleOf };
}
