"use strict";
// The pages work without this; it adds keys, shows one card at a time and keeps the counts fresh.
const body = document.body;
const cards = [...document.querySelectorAll(".card")];
const one = (selector, within = document) => within.querySelector(selector);
body.classList.add("js");
let current = null;

function choose(card, move = true) {
  if (!card) return;
  if (current) current.classList.remove("current");
  document.querySelectorAll(".fix.current").forEach((mark) => mark.classList.remove("current"));
  current = card;
  card.classList.add("current");
  document.querySelectorAll(`.fix[data-question="${card.dataset.question}"]`).forEach((mark) => mark.classList.add("current"));
  document.getElementById("after").value = card.dataset.question;
  const mark = document.getElementById(`m${card.dataset.question}`);
  if (move) (mark || card).scrollIntoView({ block: mark ? "center" : "nearest" });
}

function step(by) {
  const at = cards.indexOf(current);
  choose(cards[Math.min(cards.length - 1, Math.max(0, at + by))]);
}

function later() {
  const open = cards.slice(cards.indexOf(current) + 1).find((card) => card.dataset.state === "open");
  if (open) choose(open);
  else press("s");
}

function view(name) {
  const text = document.getElementById("text");
  if (!text) return;
  text.classList.remove("before", "after");
  if (name !== "marked") text.classList.add(name);
  document.querySelectorAll("[data-view]").forEach((button) => button.setAttribute("aria-pressed", String(button.dataset.view === name)));
}

function nextView() {
  const names = ["marked", "before", "after"];
  const pressed = one('[data-view][aria-pressed="true"]');
  if (pressed) view(names[(names.indexOf(pressed.dataset.view) + 1) % 3]);
}

function nextProposal(card) {
  const all = [...card.querySelectorAll(".proposal")];
  const at = all.findIndex((proposal) => !proposal.hidden);
  all.forEach((proposal, number) => { proposal.hidden = number !== (at + 1) % all.length; });
}

function openDetails(summary) {
  const details = summary.parentElement;
  details.open = true;
  const field = one("textarea, input:not([type=hidden])", details);
  field.focus();
  field.setSelectionRange(field.value.length, field.value.length);
}

function askAll(scope) {
  const buttons = [...current.querySelectorAll(`[data-all="${scope}"]`)];
  if (!buttons.length) return;
  const dialog = document.getElementById("ask");
  document.getElementById("ask-text").textContent = one("span", buttons[0].closest(".all")).textContent;
  const answer = (wanted) => {
    dialog.close();
    dialog.onkeydown = null;
    const button = buttons.find((each) => each.dataset.answer === wanted);
    if (button) button.form.requestSubmit();
  };
  dialog.querySelectorAll("[data-ask]").forEach((button) => { button.onclick = () => answer(button.dataset.ask); });
  dialog.onkeydown = (event) => {
    const wanted = { y: "yes", n: "no", b: "" }[event.key];
    if (wanted !== undefined) { event.preventDefault(); event.stopPropagation(); answer(wanted); }
  };
  dialog.showModal();
}

function press(key) {
  const within = current && one(`.proposal:not([hidden]) [data-key="${key}"]`, current);
  const target = within || (current && one(`:scope > [data-key="${key}"], :scope > details > [data-key="${key}"], :scope > .buttons [data-key="${key}"]`, current))
    || one(`.top [data-key="${key}"], .done-note [data-key="${key}"]`);
  if (!target || target.disabled) return false;
  if (target.tagName === "SUMMARY") openDetails(target);
  else target.click();
  return true;
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || one("dialog[open]")) return;
  if (event.target.matches("input, textarea, select")) {
    if (event.key === "Escape") event.target.blur();
    else if (event.key === "Enter" && event.target.matches("textarea") && !event.shiftKey) { event.preventDefault(); event.target.form.requestSubmit(); }
    return;
  }
  const scope = { a: "text", c: "cluster", r: "rule" }[event.key];
  let done = true;
  if (event.key === "j" || event.key === "ArrowDown" && event.target === body) step(1);
  else if (event.key === "k" || event.key === "ArrowUp" && event.target === body) step(-1);
  else if (event.key === "v") nextView();
  else if (event.key === "d" && current) later();
  else if (event.key === "/") document.getElementById("search").select();
  else if (scope && current && document.getElementById("ask")) askAll(scope);
  else done = "ynetusgwx!?".includes(event.key) && press(event.key);
  if (done) event.preventDefault();
});

document.querySelectorAll("[data-view]").forEach((button) => button.addEventListener("click", () => view(button.dataset.view)));
document.querySelectorAll("[data-next-proposal]").forEach((button) => button.addEventListener("click", () => nextProposal(button.closest(".card"))));
document.querySelectorAll("[data-opens]").forEach((button) => button.addEventListener("click", () => document.getElementById(button.dataset.opens).showModal()));
document.querySelectorAll(".fix").forEach((mark) => mark.addEventListener("click", (event) => {
  event.preventDefault();
  choose(document.getElementById(`q${mark.dataset.question}`), false);
}));
document.addEventListener("submit", (event) => {  // one answer, however often a key is pressed
  if (event.target.method !== "post") return;
  if (event.target.dataset.sent) event.preventDefault();
  event.target.dataset.sent = "yes";
});

const named = location.hash && document.getElementById(location.hash.slice(1));
choose(named && named.matches(".card") ? named : cards.find((card) => card.dataset.state === "open") || cards[0], Boolean(named) || cards.length > 0);
window.addEventListener("hashchange", () => choose(document.getElementById(location.hash.slice(1))));

async function refresh() {
  const response = await fetch(`${body.dataset.base}/progress`);
  if (!response.ok) return;
  const now = await response.json();
  const reading = now.complete ? "" : `, ${now.read.toLocaleString("en")} of ${now.articles.toLocaleString("en")} articles read`;
  document.getElementById("count").textContent = `${now.answered.toLocaleString("en")} of ${now.fixes.toLocaleString("en")} answered${reading}`;
  const bar = document.getElementById("progress");
  bar.max = Math.max(1, now.fixes);
  bar.value = now.answered;
  if (!now.complete) setTimeout(refresh, 2000);
}
if (body.dataset.complete === "no") setTimeout(refresh, 1000);
