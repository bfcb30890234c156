"""Pages that hold something back until they are scrolled, as the usual libraries build them."""
# ruff: noqa: E501 pages, not code

_ROWS = """
let shown = 0, loading = false;
function add(count = 20) { for (const end = Math.min(shown + count, 60); shown < end;)
  list.insertAdjacentHTML("beforeend", `<li style="height:60px"><a href="#${++shown}">Row ${shown}</a></li>`); }
async function load() { if (loading || shown >= 60) return; loading = true; note.textContent = "Loading…";
  await fetch("/rows"); note.textContent = ""; add(); loading = false; }
add();
"""
_WATCH = "new IntersectionObserver((seen) => seen[0].isIntersecting && load()).observe(note);"

ENDLESS = f"""<h1>News</h1><ul id=list></ul><div id=note></div><footer style="height:1200px">© News</footer>
<script>{_ROWS}{_WATCH}</script>"""

ENDLESS_IN_A_FRAME = (
    f"<h1>Inside</h1><ul id=list></ul><div id=note></div><script>{_ROWS}{_WATCH}</script>"
)

LAST_ROW_WATCHED = f"""<h1>News</h1><ul id=list></ul><p id=note></p><script>{_ROWS}
const last = new IntersectionObserver(async ([seen]) => {{ if (!seen.isIntersecting) return;
  last.disconnect(); await load(); watch(); }});
const watch = () => last.observe(list.lastElementChild); watch();
</script>"""

STOPS = f"""<h1>News</h1><ul id=list></ul><div id=note></div><footer style="height:1200px">© News</footer>
<script>{_ROWS} const eye = new IntersectionObserver(async (seen) => {{ if (!seen[0].isIntersecting) return;
  await load(); if (shown >= 40) eye.HOW; }});
eye.observe(note);</script>"""

STOPS_HEARING = f"""<h1>News</h1><ul id=list></ul><p id=note></p><script>{_ROWS} async function hear() {{
  await load(); if (shown >= 40) removeEventListener("scroll", hear); }} addEventListener("scroll", hear);</script>"""

INNER = f"""<h1>News</h1><p>All of today</p><div id=box style="height:400px;overflow-y:auto">
<ul id=list></ul><p id=note></p></div><button>Write</button><script>{_ROWS}
box.addEventListener("scroll", () => {{
  if (box.scrollTop + box.clientHeight > box.scrollHeight - 50) setTimeout(load, 200); }});
</script>"""

HEARD_BY_THE_WINDOW = f"""<header>News of the day</header><h1>News</h1><ul id=list></ul><p id=note></p>
<script>{_ROWS} onscroll = () => {{ if (innerHeight + scrollY > document.body.scrollHeight - 100) load(); }}</script>"""

ENDLESS_IN_A_ROOT = f"""<h1>News</h1><div id=host></div><script>
const root = host.attachShadow({{ mode: "closed" }});
root.innerHTML = "<ul id=list></ul><div id=note></div>";
const list = root.getElementById("list"), note = root.getElementById("note");
{_ROWS}{_WATCH}</script>"""

VIRTUAL = """<h1>Log</h1><div id=box style="height:300px;overflow:auto">
<div id=all style="height:3600px;position:relative"></div></div><p>120 lines</p><script>
function draw() { const from = Math.floor(box.scrollTop / 30); all.innerHTML = "";
  for (let i = from; i < Math.min(from + 11, 120); i++) all.insertAdjacentHTML("beforeend",
    `<div style="position:absolute;top:${i * 30}px;height:30px"><a href="#${i}">Row ${i + 1}</a></div>`); }
box.addEventListener("scroll", draw); draw();</script>"""

VIRTUAL_PAGE = """<style>* { overflow-anchor: none }</style><h1>Log</h1><main><div id=before></div><div id=all></div><div id=after></div></main>
<footer style="height:100px">120 lines</footer><script>
function draw() { const from = Math.max(0, Math.floor((scrollY - 100) / 60)), to = Math.min(from + 20, 120);
  before.style.height = `${from * 60}px`; after.style.height = `${(120 - to) * 60}px`; all.innerHTML = "";
  for (let i = from; i < to; i++) all.insertAdjacentHTML("beforeend",
    `<div style="height:60px"><button>Row ${i + 1}</button></div>`); }
window.addEventListener("scroll", draw, { passive: true }); draw();</script>"""

CHAT = """<h1>Talk</h1><div id=box style="height:400px;overflow-y:scroll"><div id=list></div></div>
<input aria-label=Message><script>
let first = 61;
function add() { const height = box.scrollHeight; for (let n = 0; n < 20 && first > 1; n++)
  list.insertAdjacentHTML("afterbegin", `<div style="height:50px">Row ${--first}</div>`);
  box.scrollTop += box.scrollHeight - height; }
add(); box.scrollTop = box.scrollHeight;
box.addEventListener("scroll", () => { if (box.scrollTop < 20) setTimeout(add, 150); });</script>"""

CHAT_FROM_THE_END = """<h1>Talk</h1><div id=box style="height:400px;overflow-y:auto;display:flex;
flex-direction:column-reverse"></div><input aria-label=Message><script>
let first = 61;
function add() { for (let n = 0; n < 20 && first > 1; n++)
  box.insertAdjacentHTML("beforeend", `<div style="height:50px;flex:none">Row ${--first}</div>`); }
add();
box.addEventListener("scroll", () => {
  if (box.scrollTop < 420 - box.scrollHeight) setTimeout(add, 150); });</script>"""

PLACEHOLDERS = (
    """<h1>Parts</h1>"""
    + "<section style='height:1000px'></section>" * 6
    + """<script>
const parts = [...document.querySelectorAll("section")];
const eye = new IntersectionObserver((seen) => { for (const { target, isIntersecting } of seen) {
  if (!isIntersecting) continue; eye.unobserve(target);
  target.innerHTML = `<button>Row ${parts.indexOf(target) + 1}</button>`; } });
for (const part of parts) eye.observe(part);</script>"""
)

_ALL = "".join(f"<li style='height:60px'><a href='#{n}'>Row {n}</a></li>" for n in range(1, 61))
LONG = f"<h1>News</h1><ul id=list>{_ALL}</ul><footer>© News</footer>"
REACT_LIKE = f"{LONG}<script>document.addEventListener('scroll', () => 0, true)</script>"
REVEALED = f"""{LONG}<script>const eye = new IntersectionObserver(() => 0);
for (const row of list.children) eye.observe(row);</script>"""
