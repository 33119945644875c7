// Comes after evidence.js.
(() => {
  const find = (selector, root = document) => [...root.querySelectorAll(selector)];
  const one = (id) => document.getElementById(id);
  const list = one("list"), cases = find(".case", list);
  const state = { only: null, label: "" };
  const run = () => document.querySelector("input[name=run]:checked").value;
  const listed = (element, name, value) => (element.dataset[name] || "").split(" ").includes(value);

  for (const element of find(".scripted")) element.hidden = false;

  // Sorting and filtering. An article without a value (not run, nothing to score) comes last.
  const value = (element) => {
    const f1 = JSON.parse(element.dataset.f1), measure = one("measure").value;
    if (one("sort").value !== "changed") return f1[run()][measure];
    const [a, b] = [f1[0][measure], f1[1][measure]];
    return a === null || b === null ? null : -Math.abs(b - a);
  };
  const byName = (a, b) => (a.dataset.name < b.dataset.name ? -1 : 1);
  const arrange = () => {
    const order = one("sort").value, sign = order === "best" ? -1 : 1;
    cases.sort((a, b) => {
      if (order === "name") return byName(a, b);
      const x = value(a), y = value(b);
      if (x === null || y === null) return (x === null) - (y === null) || byName(a, b);
      return sign * (x - y) || byName(a, b);
    });
    list.append(...cases);
  };
  const texts = new Map();
  const text = (element) => {
    const key = element.id + " " + run();
    if (!texts.has(key)) {
      const parts = [find("summary", element)[0], ...find(".text, .panel.of-" + run(), element)];
      texts.set(key, parts.map((part) => part.textContent).join(" ").toLowerCase().replace(/\s+/g, " "));
    }
    return texts.get(key);
  };
  const filter = () => {
    const words = one("words").value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const element of find(".hit", list)) element.classList.remove("hit");
    for (const element of cases) {
      const hits = state.only === null ? [] : find(".panel.of-" + run() + " [data-why]", element)
        .filter((item) => listed(item, "why", state.only));
      for (const hit of hits) hit.classList.add("hit");
      element.hidden = (state.only !== null && !hits.length) || !words.every((word) => text(element).includes(word));
      shown += !element.hidden;
    }
    one("status").textContent = `${shown} of ${cases.length} cases` + (state.only === null ? "" : `, with: ${state.label}`);
    one("reset").hidden = state.only === null && !words.length;
    one("nothing").hidden = shown > 0;
  };
  for (const id of ["sort", "measure"]) one(id).addEventListener("change", arrange);
  for (const input of find("input[name=run]")) input.addEventListener("change", () => { release(); arrange(); filter(); });
  one("words").addEventListener("input", filter);
  one("reset").addEventListener("click", () => { state.only = null; one("words").value = ""; filter(); one("words").focus(); });
  const toggle = (open) => { for (const element of cases) if (!element.hidden) element.open = open; };
  one("open").addEventListener("click", () => toggle(true));
  one("close").addEventListener("click", () => toggle(false));
  for (const link of find(".why")) {
    link.addEventListener("click", () => {
      const row = link.closest("tr");
      state.only = link.dataset.only;
      const heading = row && row.closest("table").querySelector(".heading").textContent;
      state.label = row ? `${heading}: ${row.querySelector("th").textContent}` : link.textContent;
      one("run-" + link.dataset.run).checked = true;
      release(); arrange(); filter();
      const first = cases.find((element) => !element.hidden);
      if (first) first.open = true;
    });
  }

  // Highlighting: an item shows its evidence, a stretch of text the items of the chosen run that cite it.
  const { release } = connectEvidence(list, {
    scopeOf: (element) => element.closest(".case"),
    shown: (item) => item.closest(".panel").matches(".of-" + run()),
  });

  // A link to a case opens it; on paper every case is open.
  const arrive = () => {
    const target = location.hash && one(decodeURIComponent(location.hash.slice(1)));
    if (target && target.matches(".case")) {
      if (target.hidden) { state.only = null; one("words").value = ""; filter(); }
      target.open = true;
      target.scrollIntoView();
    }
  };
  addEventListener("hashchange", arrive);
  let closed = [];
  addEventListener("beforeprint", () => { closed = cases.filter((element) => !element.open); for (const e of closed) e.open = true; });
  addEventListener("afterprint", () => { for (const element of closed) element.open = false; });
  arrange(); filter(); arrive();
})();
