// The page of a brief: filters, the switch of a narrow screen, and what is printed. Comes after evidence.js.
const page = (() => {
  const find = (selector, root = document) => [...root.querySelectorAll(selector)];
  const one = (selector) => document.querySelector(selector);
  const items = find(".item:not(.dropped)"), marks = find("mark"), body = document.body;
  const say = (words) => { one("#status").textContent = words; };

  body.classList.add("scripting");
  body.dataset.view = "brief";
  for (const element of find(".scripted")) element.hidden = false;

  // A narrow screen shows one side at a time, and keeps the place on the other.
  const places = {};
  const view = (name) => {
    if (body.dataset.view === name) return;
    places[body.dataset.view] = scrollY;
    body.dataset.view = name;
    for (const button of find("[data-view]", one(".switch"))) button.setAttribute("aria-pressed", button.dataset.view === name);
    scrollTo({ top: places[name] || 0, behavior: "instant" });
  };
  for (const button of find("[data-view]", one(".switch"))) button.addEventListener("click", () => view(button.dataset.view));

  // Filters: a field narrows the items that have it.
  const form = one(".filters form"), fields = find("[data-filter]", form);
  const words = new Map();
  const textOf = (item) => {
    if (!words.has(item)) words.set(item, item.textContent.toLowerCase().replace(/\s+/g, " "));
    return words.get(item);
  };
  const kinds = () => new Set(find("[data-kind]:checked").map((box) => box.dataset.kind));
  const passes = (item) => fields.every((field) => {
    const name = field.dataset.filter, wanted = field.type === "checkbox" ? (field.checked ? field.value : "") : field.value;
    if (!wanted) return true;
    if (name === "words") return wanted.toLowerCase().split(/\s+/).every((word) => textOf(item).includes(word));
    if (name === "check") return item.dataset.check === wanted;
    return !(name in item.dataset) || item.dataset[name].split(" ").includes(wanted);
  });
  const filter = () => {
    const shown = new Set(), of = kinds();
    for (const item of items) {
      const kind = ["event", "commitment", "actor"].find((name) => item.classList.contains(name));
      item.hidden = !of.has(kind) || !passes(item);
      if (!item.hidden) shown.add(item.id);
    }
    const letters = { event: "e", commitment: "c", actor: "a" };
    for (const mark of marks) {
      const refs = mark.dataset.refs.split(" ");
      for (const [kind, letter] of Object.entries(letters)) {
        const own = refs.filter((ref) => ref[0] === letter);
        if (own.length) mark.classList.toggle(kind, own.some((ref) => shown.has(ref)));
      }
    }
    for (const note of find(".notes a")) note.hidden = !shown.has(note.hash.slice(1));
    for (const row of find("[data-of]")) row.hidden = !shown.has(row.dataset.of);
    for (const list of find("ol.items")) {
      const none = list.nextElementSibling;
      if (none && none.matches(".none")) none.hidden = find(".item:not([hidden])", list).length > 0;
    }
    const words = shown.size === items.length ? "" : `${shown.size} of ${items.length} items`;
    one("#filtered").textContent = words && `: ${words}`;
    return words;
  };
  const change = () => { connected.release(); say(filter() || "All items are shown"); };
  const all = () => { form.reset(); for (const box of find("[data-kind]")) box.checked = true; filter(); };
  form.addEventListener("input", change);
  form.addEventListener("submit", (event) => event.preventDefault());
  one("#all").addEventListener("click", () => { all(); say("All items are shown"); });
  for (const box of find("[data-kind]")) box.addEventListener("change", change);

  const narrow = matchMedia("(max-width: 800px)");
  const named = (elements) => elements.map((item) => item.querySelector(".ref").textContent).join(", ");
  const show = (element) => {
    if (element.closest(".item[hidden]")) all();
    view(element.closest(".article") ? "article" : "brief");
    bring(element);
  };
  const connected = connectEvidence(document.body, {
    shown: (item) => !item.hidden,
    // On a narrow screen, choosing an item does not turn the page; following a link to its evidence does.
    reveal: (element, from) => { if (!from || !narrow.matches) show(element); },
    chosen: (items, marks) => {
      if (!items.length) return say(marks.length ? "No item" : "Nothing is selected");
      say(`${named(items)} selected, ${marks.length} marked in the article`);
    },
  });

  if (!narrow.matches) one(".filters").open = true;
  let closed = [];
  addEventListener("beforeprint", () => { closed = find("main details:not([open])"); for (const element of closed) element.open = true; });
  addEventListener("afterprint", () => { for (const element of closed) element.open = false; });
  return { find, one, items, say, all, show };
})();
