"use strict";
// Shows how many windows of the article have been read. Without this script the browser waits for the page.
const form = document.querySelector("form");
const byId = (id) => document.getElementById(id);

function show(problem, status, done, planned) {
  byId("problem").textContent = problem;
  byId("problem").hidden = !problem;
  byId("status").textContent = status;
  byId("progress").hidden = !status;
  if (planned) {
    byId("progress").max = planned;
    byId("progress").value = done;
  } else {
    byId("progress").removeAttribute("value");
  }
  form.querySelector("button").disabled = Boolean(status);
}

function take(line) {
  const news = JSON.parse(line);
  if (news.page) {
    window.location.assign(news.page);
  } else if (news.problem) {
    const { detail, hint } = news.problem;
    show(hint ? `${detail} (${hint})` : detail, "");
  } else {
    show("", `${news.done} of ${news.planned} parts read`, news.done, news.planned);
  }
  return Boolean(news.page || news.problem);
}

async function send() {
  const response = await fetch("/", { method: "POST", body: new FormData(form), headers: { Accept: "application/x-ndjson" } });
  if (!(response.headers.get("content-type") || "").startsWith("application/x-ndjson")) {
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    return show(page.getElementById("problem")?.textContent || `error ${response.status}`, "");
  }
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "", ended = false;
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    const lines = (rest + part.value).split("\n");
    rest = lines.pop();
    for (const line of lines) ended = take(line) || ended;
  }
  if (!ended) throw new Error("the service stopped");
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  show("", "Reading the article");
  send().catch((error) => show(`No brief: ${error.message}`, ""));
});
// A browser may show the form again as it was left.
window.addEventListener("pageshow", (event) => event.persisted && show("", ""));
