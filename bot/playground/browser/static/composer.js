// The fields one writes in: sending, drafts, and editing what one wrote.
import { complain, send } from "./acts.js";
import { complete, isChoosing, keyed, shut } from "./completion.js";
import { state } from "./state.js";

const drafts = new Map();
const main = document.getElementById("say");
const reply = document.getElementById("reply");
let place = "";
let editing = null;

export function attachComposers() {
  for (const field of [main, reply]) {
    field.addEventListener("input", () => { grow(field); complete(field); });
    field.addEventListener("keydown", (event) => onKey(field, event));
    field.addEventListener("blur", () => setTimeout(() => shut(field), 150));
    field.form.addEventListener("submit", (event) => { event.preventDefault(); post(field); });
  }
}

export function setComposer({ hint, shown }) {
  const now = `${state.scene} ${state.as} ${state.at}`;
  if (now !== place) {
    if (place) drafts.set(place, editing ? "" : main.value);
    leaveEditing();
    main.value = drafts.get(now) ?? "";
    reply.value = "";
    place = now;
    grow(main);
    shut(main);
  }
  main.placeholder = hint;
  main.setAttribute("aria-label", hint);
  main.form.hidden = !shown;
}

export function fill(words) {
  main.value = words;
  grow(main);
  main.focus();
  complete(main);
}

export function edit(entry, message) {
  editing = message;
  main.form.querySelector(".editing").hidden = false;
  fill(entry.querySelector(".words")?.textContent ?? "");
}

function leaveEditing() {
  if (!editing) return false;
  editing = null;
  main.form.querySelector(".editing").hidden = true;
  main.value = "";
  grow(main);
  return true;
}

async function post(field) {
  const text = field.value.trim();
  if (!text) return;
  const kept = field.value;
  const message = field === main ? editing : null;
  const wish = message
    ? { act: "edit", text, ...message }
    : { act: "say", at: state.at, text, thread: field === reply ? state.thread : "" };
  if (message) leaveEditing();
  field.value = "";
  grow(field);
  shut(field);
  complain("");
  const answer = await send(wish);
  // Nothing typed is ever lost: what was refused stands there again.
  if (!answer.ok && !field.value) field.value = kept;
  grow(field);
  const scroll = document.getElementById("scroll");
  if (field === main) scroll.scrollTop = scroll.scrollHeight;
}

function onKey(field, event) {
  if (event.isComposing) return;
  if (isChoosing(field) && keyed(field, event.key)) return event.preventDefault();
  if (event.key === "Enter" && !event.shiftKey) {
    event.preventDefault();
    post(field);
  } else if (event.key === "Escape") leaveEditing();
}

function grow(field) {
  field.rows = Math.min(8, field.value.split("\n").length);
}
