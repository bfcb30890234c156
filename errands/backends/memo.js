// Answers that hold for one reading: the page doesn't change while it is read.
() => {
  let memo = null;
  function reading(work) {
    memo = {};
    try {
      return work();
    } finally {
      memo = null;
    }
  }
  function once(kind, el, answer) {
    if (!memo) return answer(el);
    const known = memo[kind] ??= new Map();
    let told = known.get(el);
    if (told === undefined && !known.has(el)) known.set(el, told = answer(el));
    return told;
  }
  const styleOf = (el) => once("style", el, (node) => getComputedStyle(node));
  const boxOf = (el) => once("box", el, (node) => node.getBoundingClientRect());
  return { boxOf, reading, once, styleOf };
}
