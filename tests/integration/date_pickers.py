"""Date pickers as the usual libraries build them, each in a few lines of JavaScript."""
# ruff: noqa: E501, RUF001 pages, not code

_DAYS = """
const NAMES = "January February March April May June July August September October November December".split(" ");
let year = 2026, month = 10;
const first = () => (new Date(year, month, 1).getDay());
const length = (m = month) => new Date(year, m + 1, 0).getDate();
const pad = (n) => String(n).padStart(2, "0");
function turn(by) { const at = new Date(year, month + by, 1); year = at.getFullYear(); month = at.getMonth(); draw(); }
"""

JQUERY_UI = f"""<label>Arrival <input id=f onfocus="p.hidden = false; draw()"></label>
<div id=p class=ui-datepicker hidden></div><script>{_DAYS}
function draw() {{ let rows = "", cell = 1 - first();
  for (; cell <= length();) {{ rows += "<tr>"; for (let i = 0; i < 7; i++, cell++)
    rows += cell < 1 || cell > length() ? "<td>&nbsp;</td>"
      : `<td onclick="f.value = pad(month + 1) + '/${{pad(cell)}}/' + year; p.hidden = true; return false"><a href="#">${{cell}}</a></td>`;
    rows += "</tr>"; }}
  p.innerHTML = `<div><a class=ui-datepicker-prev title=Prev onclick="turn(-1)"><span>Prev</span></a>
    <a class=ui-datepicker-next title=Next onclick="turn(1)"><span>Next</span></a>
    <div><span>${{NAMES[month]}}</span>&nbsp;<span>${{year}}</span></div></div><table>${{rows}}</table>`; }}
</script>"""

FLATPICKR = f"""<label>Arrival <input id=f readonly onclick="p.hidden = false; draw()"></label>
<div id=p hidden></div><script>{_DAYS}
function draw() {{ let days = "";
  for (let i = 0; i < 42; i++) {{ const at = new Date(year, month, 1 - first() + i);
    const other = at.getMonth() !== month ? (i < 20 ? "prevMonthDay" : "nextMonthDay") : "";
    days += `<span class="flatpickr-day ${{other}}" style="cursor:pointer;display:inline-block;width:40px"
      onclick="if ('${{other}}') return turn(${{i}} < 20 ? -1 : 1);
      f.value = year + '-' + pad(month + 1) + '-' + pad(${{at.getDate()}}); p.hidden = true">${{at.getDate()}}</span>`; }}
  p.innerHTML = `<div><span class=flatpickr-prev-month onclick="turn(-1)">&lt;</span>
    <select>${{NAMES.map((n, i) => `<option ${{i === month ? "selected" : ""}}>${{n}}`).join("")}}</select>
    <input type=number class="numInput cur-year" value=${{year}} onchange="year = +this.value; draw()">
    <span class=flatpickr-next-month onclick="turn(1)">&gt;</span></div>
    <div style="width:300px">${{days}}</div>`; }}
</script>"""

REACT = f"""<label>Arrival <input id=f onclick="p.hidden = false; draw()" placeholder="Choose"></label>
<div id=p role=dialog hidden></div><script>{_DAYS}
function draw() {{ setTimeout(() => {{ let days = "";
  for (let i = 0; i < 42; i++) {{ const at = new Date(year, month, 1 - first() + i);
    const outside = at.getMonth() !== month;
    days += `<div role=option aria-label="Choose ${{at.toDateString()}}" style="display:inline-block;width:40px"
      onclick="if (${{outside}}) return; f.value = NAMES[month].slice(0, 3) + ' ${{at.getDate()}}, ' + year;
      p.hidden = true">${{at.getDate()}}</div>`; }}
  p.innerHTML = `<button aria-label="Previous Month" onclick="turn(-1)">‹</button>
    <button aria-label="Next Month" onclick="turn(1)">›</button>
    <h2>${{NAMES[month]}} ${{year}}</h2><div style="width:300px">${{days}}</div>`; }}, 150); }}
</script>"""

FORMATTED = """<input aria-label=Birthday placeholder="DD.MM.YYYY"
oninput="const d = this.value.replace(/\\D/g, '').slice(0, 8);
this.value = [d.slice(0, 2), d.slice(2, 4), d.slice(4)].filter(Boolean).join('.')">"""

BOUNDED = JQUERY_UI.replace(
    'title=Next onclick="turn(1)"', 'title=Next onclick="if (year < 2027) turn(1)"'
)
