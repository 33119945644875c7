"use strict";
// Connects marked text with the items that it supports: elements with the same word in data-refs belong together.
// Choosing an item marks its evidence, choosing a mark marks its items, and Escape clears.
//
//   scopeOf  the element whose marks and items belong together, of an element in it
//   shown    whether an item can be chosen now
//   reveal   brings an element into view
//   chosen   is told the chosen items and marks; both are empty after clearing
const bring = (element) => {
  for (let closed; (closed = element.closest("details:not([open])")); ) closed.open = true;
  let pane = element.parentElement;
  while (pane && !(/auto|scroll/.test(getComputedStyle(pane).overflowY) && pane.scrollHeight > pane.clientHeight)) pane = pane.parentElement;
  const box = element.getBoundingClientRect();
  const view = pane && pane !== document.body ? pane.getBoundingClientRect() : { top: 48, bottom: innerHeight, height: innerHeight }; // below a bar at the top
  // Not scrollIntoView: inside a frame, it would scroll the notebook around it too.
  if (box.top >= view.top + 8 && box.bottom <= view.bottom - 8) return;
  const scroller = pane && pane !== document.body ? pane : window;
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  scroller.scrollBy({ top: box.top - view.top - Math.max(16, (view.height - box.height) / 3), behavior: calm ? "instant" : "smooth" });
};

const connectEvidence = (root, { scopeOf = () => root, shown = () => true, reveal = bring, chosen = () => {} } = {}) => {
  const refsOf = (element) => (element.dataset.refs || "").split(" ").filter(Boolean);
  const indexes = new WeakMap();
  const indexOf = (scope) => {
    if (!indexes.has(scope)) {
      const index = new Map();
      for (const element of scope.querySelectorAll("[data-refs]")) {
        for (const ref of refsOf(element)) index.has(ref) ? index.get(ref).push(element) : index.set(ref, [element]);
      }
      indexes.set(scope, index);
    }
    return indexes.get(scope);
  };
  const related = (element, selector) => {
    const index = indexOf(scopeOf(element));
    return [...new Set(refsOf(element).flatMap((ref) => index.get(ref) || []))].filter((found) => found.matches(selector));
  };
  let lit = [], pinned = [];
  const clear = () => { for (const element of lit) { element.classList.remove("on"); element.removeAttribute("aria-current"); } lit = []; };
  const light = (elements) => { for (const element of elements) element.classList.add("on"); lit.push(...elements); };
  const restore = () => { clear(); light(pinned); for (const element of pinned) if (element.matches(".item")) element.setAttribute("aria-current", "true"); };
  const release = () => { const had = pinned.length; pinned = []; clear(); if (had) chosen([], []); };
  const pin = (items, marks) => { pinned = [...items, ...marks]; restore(); chosen(items, marks); };

  // A sentence is several marks where an actor is named in it: all of them that touch and support the same.
  const sentence = (mark) => {
    const refs = new Set(refsOf(mark)), found = [mark];
    for (const step of ["previousSibling", "nextSibling"]) {
      for (let next = mark[step]; next && next.nodeName === "MARK" && refsOf(next).some((ref) => refs.has(ref)); next = next[step]) found.push(next);
    }
    return found;
  };
  const chooseItem = (item) => { const marks = related(item, "mark"); pin([item], marks); return marks; };
  const chooseMark = (mark) => { const items = related(mark, ".item").filter(shown); pin(items, sentence(mark)); return items; };
  const focus = (element) => { if (element.tabIndex < 0) element.tabIndex = -1; element.focus({ preventScroll: true }); };

  const follow = (event, link) => {
    const goal = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (!goal || !root.contains(goal) || !goal.matches("mark, .item")) return;
    // The link's own jump is what works without this script; it would throw the page about.
    event.preventDefault();
    const item = goal.matches(".item") ? goal : link.closest(".item[data-refs]");
    const marks = item ? chooseItem(item) : [];
    if (goal === item && marks.length && !link.closest(".text")) reveal(marks[0], goal);
    reveal(goal);
    if (event.detail === 0) focus(goal); // followed by keyboard: read on from there
  };
  root.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    if (link) return follow(event, link);
    if (event.target.closest("button, input, select, textarea, label, summary, form, a") || String(getSelection())) return;
    const item = event.target.closest(".item[data-refs]"), mark = event.target.closest("mark");
    if (item && pinned.includes(item)) release();
    else if (item) { const [first] = chooseItem(item); if (first) reveal(first, item); }
    else if (mark) { const [first] = chooseMark(mark); if (first) reveal(first); }
  });
  for (const name of ["mouseover", "focusin"]) {
    root.addEventListener(name, (event) => {
      const item = event.target.closest(".item[data-refs]");
      if (item) { restore(); light(related(item, "mark").filter((mark) => !lit.includes(mark))); }
    });
  }
  for (const name of ["mouseout", "focusout"]) {
    root.addEventListener(name, (event) => { if (event.target.closest(".item[data-refs]")) restore(); });
  }
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") release(); });
  return { release, chooseItem };
};
