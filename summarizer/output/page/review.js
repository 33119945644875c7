// Review: accept, correct or strike each item, add what is missing, and save the result as a brief or as a gold case of the evals.
(() => {
  const { find, one, items, say, all } = page;
  const { brief, choices } = JSON.parse(one("#data").textContent);
  const text = brief.article.text;
  const lists = { e: "events", c: "commitments", a: "actors" };
  const recordOf = (item) => brief[lists[item.id[0]]][item.id.slice(1) - 1];
  const decided = new Map(); // item -> {verdict, values}
  const added = new Set(); // items that the brief did not have
  let saved = true;

  // How each field is corrected. A phrase must stand in the article.
  const FIELDS = {
    e: { summary: "sentence", type: "choice", status: "choice", when: "when", place: "phrase", agents: "people", others: "people", main: "flag" },
    c: { by: "people", action: "sentence", firmness: "choice", polarity: "choice", to: "people", due: "when", condition: "phrase", amount: "phrase", said_by: "people" },
    a: { name: "line", kind: "choice", role: "line", affiliation: "line" },
  };
  const REQUIRED = new Set(["summary", "action", "name"]);
  const label = (name) => ({ said_by: "said by" })[name] || name;

  const make = (tag, properties = {}, ...children) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  };
  const inArticle = (input) => {
    const ok = !input.value || text === null || text.includes(input.value);
    input.setCustomValidity(ok ? "" : "These words are not in the article. Use its own words, or none.");
  };
  const KINDS = {
    sentence: (name, value) => [make("textarea", { name, value, required: REQUIRED.has(name) })],
    line: (name, value) => [make("input", { type: "text", name, value: value || "", required: REQUIRED.has(name) })],
    phrase: (name, value) => {
      const input = make("input", { type: "text", name, value: value || "" });
      input.addEventListener("input", () => inArticle(input));
      return [input];
    },
    flag: (name, value) => [make("input", { type: "checkbox", name, checked: value })],
    choice: (name, value) => [make("select", { name }, ...choices[name].map((each) => make("option", { value: each, textContent: each.replace("_", " and "), selected: each === value })))],
    people: (name, value) => {
      const boxes = brief.actors.map((actor) => make("label", {}, make("input", { type: "checkbox", name, value: actor.id, checked: value.includes(actor.id) }), ` ${actor.name}`));
      return [make("div", { className: "people" }, ...boxes)];
    },
    when: (name, value) => {
      const [phrase] = KINDS.phrase(name, value && value.text);
      const day = (part) => make("input", { type: "date", name: `${name}.${part}`, value: (value && value[part]) || "" });
      const [first, last] = [day("start"), day("end")];
      phrase.ariaLabel = `${label(name)}: phrase`; first.ariaLabel = `${label(name)}: first day`; last.ariaLabel = `${label(name)}: last day`;
      const check = () => {
        const one_ = Boolean(first.value) !== Boolean(last.value), back = first.value > last.value, bare = first.value && !phrase.value;
        last.setCustomValidity(one_ ? "Set both days, or neither." : back ? "The last day is before the first." : bare ? "Days need their phrase in the article." : "");
      };
      for (const input of [phrase, first, last]) input.addEventListener("input", check);
      return [make("div", {}, phrase, " ", first, " to ", last)];
    },
  };
  const READ = {
    sentence: (form, name) => form.elements[name].value.trim(),
    line: (form, name) => form.elements[name].value.trim() || null,
    phrase: (form, name) => form.elements[name].value || null,
    flag: (form, name) => form.elements[name].checked,
    choice: (form, name) => form.elements[name].value,
    people: (form, name) => find(`input[name="${name}"]:checked`, form).map((box) => box.value),
    when: (form, name, old) => {
      const [words, start, end] = ["", ".start", ".end"].map((part) => form.elements[name + part].value || null);
      if (!words) return null;
      if (old && old.text === words && old.start === start && old.end === end) return old;
      // Neither code nor the model gave these days.
      return { ...old, text: words, start, end, granularity: start && (start === end ? "day" : "range"), resolved_by: null, other_reading: null };
    },
  };

  const formOf = (item) => {
    const fields = FIELDS[item.id[0]], values = { ...recordOf(item), ...(decided.get(item)?.values || {}) };
    const form = make("form", { className: "correct", ariaLabel: `Correct ${item.id.toUpperCase()}` });
    for (const [name, kind] of Object.entries(fields)) {
      const grouped = kind === "people" || kind === "when";
      const parts = KINDS[kind](name, values[name]);
      form.append(grouped ? make("fieldset", {}, make("legend", { textContent: label(name) }), ...parts) : make("label", {}, make("span", { textContent: label(name) }), ...parts));
    }
    const cancel = make("button", { type: "button", textContent: "Cancel" });
    form.append(make("div", { className: "decide" }, make("button", { type: "submit", textContent: "Apply" }), cancel));
    const close = () => { form.remove(); item.querySelector(".decide button").focus(); };
    cancel.addEventListener("click", () => { if (added.has(item) && !decided.has(item)) remove(item); else close(); });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const read = {};
      for (const [name, kind] of Object.entries(fields)) read[name] = READ[kind](form, name, values[name]);
      if ("by" in read && !read.by.length) { say("A commitment needs somebody who undertakes it"); return form.elements.by[0]?.focus(); }
      decide(item, "corrected", read);
      close();
    });
    return form;
  };

  const decide = (item, verdict, values) => {
    const same = decided.get(item)?.verdict === verdict && !values;
    if (same) decided.delete(item); else decided.set(item, { verdict, values });
    item.classList.remove("accepted", "corrected", "struck");
    if (!same) item.classList.add(verdict);
    for (const button of find("[data-verdict]", item)) button.setAttribute("aria-pressed", !same && button.dataset.verdict === verdict);
    const shown = item.querySelector(".corrected-to");
    if (shown) shown.remove();
    if (!same && values) item.querySelector(".decide").before(make("p", { className: "corrected-to", textContent: `Corrected: ${changes(item, values)}` }));
    saved = false;
    say(`${item.id.toUpperCase()} ${same ? "is open again" : verdict}`);
    count();
  };
  const nameOf = (id) => brief.actors.find((actor) => actor.id === id)?.name || id;
  const worded = (value) => value === null || value === undefined || value === "" ? "none" : value === true ? "yes" : value === false ? "no"
    : Array.isArray(value) ? value.map(nameOf).join(", ") || "none" : value.text ? `“${value.text}” ${value.start ? `${value.start} to ${value.end}` : "no day"}` : value;
  const changes = (item, values) => {
    const old = recordOf(item);
    const changed = Object.keys(values).filter((name) => JSON.stringify(values[name]) !== JSON.stringify(old[name]));
    return changed.map((name) => `${label(name)}: ${worded(values[name])}`).join("; ") || "nothing";
  };

  // The result. A struck actor goes from all items; a commitment without a promisor goes too.
  const reviewed = () => {
    const struck = [], left = { events: [], commitments: [], actors: [] }, gone = new Set();
    for (const item of items) {
      const decision = decided.get(item), old = recordOf(item), kind = lists[item.id[0]];
      if (decision?.verdict !== "struck") { left[kind].push(corrected(old, decision?.values)); continue; }
      if (kind === "actors") gone.add(old.id);
      if (!added.has(item)) struck.push({ item: kind.slice(0, -1), claim: old.summary || old.name || `${old.by.map(nameOf).join(", ")}: ${old.action}`, reason: "struck in review", sentences: [] });
    }
    const stay = (ids) => ids.filter((id) => !gone.has(id));
    left.events = left.events.map((e) => ({ ...e, agents: stay(e.agents), others: stay(e.others) }));
    left.commitments = left.commitments.map((c) => ({ ...c, by: stay(c.by), to: stay(c.to), said_by: stay(c.said_by) }));
    for (const c of left.commitments) if (!c.by.length) struck.push({ item: "commitment", claim: c.action, reason: "struck in review with its promisor", sentences: [] });
    left.commitments = left.commitments.filter((c) => c.by.length);
    return { ...brief, ...left, dropped: [...brief.dropped, ...struck] };
  };
  const corrected = (old, values) => {
    if (!values) return old;
    const words = old.summary !== values.summary || old.action !== values.action;
    // An editor's words are no span of the article.
    return { ...old, ...values, ...(words && "statement" in old ? { statement: null } : {}) };
  };
  const quotes = (spans) => [...new Set(spans.map((span) => span.quote))];
  const dated = (when) => when && { text: when.text, start: when.start, end: when.end };
  const pick = (record, ...names) => Object.fromEntries(names.map((name) => [name, record[name]]));
  const goldOf = (result) => ({
    actors: result.actors.map((a) => ({ ...pick(a, "id", "name", "kind", "role", "affiliation"), mentions: a.mentions.length ? quotes(a.mentions) : [a.name] })),
    events: result.events.map((e) => ({ ...pick(e, "id", "summary", "type", "status", "place", "agents", "others", "main"), date: dated(e.when), evidence: quotes(e.evidence).slice(0, 3) })),
    commitments: result.commitments.map((c) => ({ ...pick(c, "id", "by", "to", "action", "firmness", "polarity", "condition", "amount", "said_by"), due: dated(c.due), evidence: quotes(c.evidence).slice(0, 3) })),
  });
  const caseOf = (id) => {
    const { text_sha256, ...article } = brief.article;
    return { id, attribution: { source: article.source, licence: null, url: article.url }, article: { ...article, id }, gold: goldOf(reviewed()) };
  };
  // The words of a gold case that the article does not have: the check of the evals would refuse them.
  const strange = (gold) => {
    const phrases = (record) => [record.date?.text, record.due?.text, record.place, record.condition, record.amount, ...(record.mentions || []), ...(record.evidence || [])];
    const found = Object.values(gold).flat().map((record) => [record, phrases(record).find((words) => words && !text.includes(words))]);
    return found.filter(([, words]) => words).map(([record, words]) => `${record.summary || record.action || record.name}: “${words}” is not in the article`);
  };
  const save = (name, value) => {
    const link = make("a", { href: URL.createObjectURL(new Blob([JSON.stringify(value, null, 2) + "\n"], { type: "application/json" })), download: name });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
    saved = true;
    wrong.hidden = true;
    say(`${name} is saved`);
  };

  // Adding what the brief lacks, from selected words of the article.
  const pane = one(".article .text");
  const plainText = (range) => {
    const part = range.cloneContents();
    for (const note of find(".notes", part)) note.remove();
    return part.textContent;
  };
  const selected = () => {
    const selection = getSelection();
    if (!pane || !selection.rangeCount || !pane.contains(selection.getRangeAt(0).commonAncestorContainer)) return null;
    const range = selection.getRangeAt(0), before = document.createRange(), words = plainText(range), quote = words.trim();
    before.setStart(pane, 0);
    before.setEnd(range.startContainer, range.startOffset);
    // Where what is shown differs from the text (invisible characters), the first place that has the words.
    const there = plainText(before).length + words.indexOf(quote);
    const at = quote && text.startsWith(quote, there) ? there : text.indexOf(quote);
    // Offsets count characters, as Python does, not UTF-16 units.
    const start = [...text.slice(0, at)].length;
    return quote && at >= 0 ? { quote, start, end: start + [...quote].length } : null;
  };
  const BLANK = {
    e: (span) => ({ summary: span.quote, type: "other", status: "occurred", when: null, place: null, agents: [], others: [], main: false, statement: span }),
    c: (span) => ({ by: [], to: [], action: span.quote, firmness: "planned", polarity: "do", due: null, condition: null, amount: null, said_by: [], statement: span }),
    a: (span) => ({ name: span.quote, kind: "person", role: null, affiliation: null, mentions: [span] }),
  };
  const add = (letter) => {
    const span = selected();
    if (!span) return say("Select the words of the article that it rests on first");
    const list = brief[lists[letter]], number = list.length + 1;
    const evidence = letter === "a" ? {} : { evidence: [{ ...span, support: { score: 1, missing: [] } }] };
    list.push({ id: `added-${letter}${number}`, ...BLANK[letter](span), ...evidence });
    const item = make("li", { className: `item added ${{ e: "event", c: "commitment", a: "actor" }[letter]}`, id: letter + number });
    item.append(make("p", { className: "statement" }, make("span", { className: "ref", textContent: item.id.toUpperCase() }), ` ${span.quote}`));
    item.dataset.refs = item.id;
    const section = one(`#${lists[letter]}`).parentElement;
    let place = section.querySelector("ol.items");
    if (!place) section.append(place = make("ol", { className: "items" }));
    place.append(item);
    items.push(item);
    added.add(item);
    prepare(item);
    item.querySelector("[data-verdict=corrected]").click();
    page.show(item);
  };
  const remove = (item) => {
    brief[lists[item.id[0]]].pop();
    items.splice(items.indexOf(item), 1);
    added.delete(item);
    item.remove();
    count();
  };

  const open = () => items.filter((item) => !decided.has(item));
  const bar = make("form", { className: "saving", hidden: true, ariaLabel: "Save the review" });
  const wrong = make("p", { className: "reason", role: "alert", hidden: true });
  const fail = (words) => { wrong.textContent = words; wrong.hidden = false; };
  const progress = make("span"), rest = make("button", { type: "button", textContent: "Accept the rest" });
  const slug = (brief.article.id || brief.headline).normalize("NFKD").replace(/[^A-Za-z0-9._-]+/g, "-").replace(/^[^A-Za-z0-9]+|-+$/g, "").slice(0, 60).toLowerCase() || "case";
  const id = make("input", { type: "text", name: "id", value: slug, pattern: "[A-Za-z0-9][A-Za-z0-9._\\-]*", required: true, size: 20 });
  const keep = make("button", { type: "button", textContent: "Save brief" });
  const gold = make("button", { type: "submit", textContent: "Save gold case" });
  const adders = Object.entries({ e: "event", c: "commitment", a: "actor" }).map(([letter, kind]) => {
    const button = make("button", { type: "button", textContent: `Add ${kind}`, title: "from the words that are selected in the article" });
    button.addEventListener("mousedown", (event) => event.preventDefault()); // keeps the selection
    button.addEventListener("click", () => add(letter));
    return button;
  });
  bar.append(progress, rest, ...(text === null ? [] : adders), make("label", {}, "name ", id), keep, gold);
  bar.append(wrong);
  one("header").append(bar);
  const count = () => {
    const waiting = open().length;
    progress.textContent = `${items.length - waiting} of ${items.length} reviewed`;
    rest.disabled = !waiting;
    // Gold must be whole: nothing in it that nobody looked at.
    gold.disabled = waiting > 0 || text === null;
    gold.title = text === null ? "The brief was saved without the article's text" : waiting ? "Decide about every item first" : "";
  };
  rest.addEventListener("click", () => { for (const item of open()) decide(item, "accepted"); say("All items are decided"); });
  keep.addEventListener("click", () => { if (bar.reportValidity()) save(`${id.value}.brief.json`, reviewed()); });
  bar.addEventListener("submit", (event) => { 
    event.preventDefault();
    const made = caseOf(id.value), faults = strange(made.gold);
    if (faults.length) fail(`Not saved. Correct or strike: ${faults.join("; ")}`); else save(`${id.value}.json`, made);
  });
  addEventListener("beforeunload", (event) => { if (!saved) event.preventDefault(); });

  const prepare = (item) => {
    const row = make("div", { className: "decide" });
    for (const [words, verdict] of [["Accept", "accepted"], ["Correct", "corrected"], ["Strike", "struck"]]) {
      const button = make("button", { type: "button", textContent: words, ariaLabel: `${words} ${item.id.toUpperCase()}` });
      button.dataset.verdict = verdict;
      button.setAttribute("aria-pressed", "false");
      button.addEventListener("click", () => {
        if (verdict !== "corrected") return decide(item, verdict);
        const form = item.querySelector(".correct");
        if (form) return form.remove();
        row.after(formOf(item));
        item.querySelector(".correct").elements[0].focus();
      });
      row.append(button);
    }
    item.append(row);
    count();
  };
  let begun = false;
  one("#review").addEventListener("click", () => {
    if (!begun) items.forEach(prepare);
    begun = true;
    const on = bar.hidden;
    bar.hidden = !on;
    one("#review").setAttribute("aria-pressed", on);
    for (const row of find(".item > .decide")) row.hidden = !on;
    if (on) all();
    say(on ? "Accept, correct or strike each item, then save" : "Review is closed");
  });
})();
