// Offers commands, people and channels while one types.
import { boot, state } from "./state.js";

const MOST = 8;
const open = new WeakMap();

function listOf(field) {
  return document.getElementById(field.getAttribute("aria-controls"));
}

export function isChoosing(field) {
  return open.has(field);
}

export function shut(field) {
  open.delete(field);
  listOf(field).hidden = true;
  field.removeAttribute("aria-activedescendant");
}

export function complete(field) {
  const before = field.value.slice(0, field.selectionStart);
  const found = commands(before, field) ?? names(before);
  if (!found?.rows.length) return shut(field);
  open.set(field, { ...found, at: 0 });
  draw(field);
}

function commands(before, field) {
  if (field.id !== "say" || !/^\/[\w-]*$/.test(before)) return null;
  const rows = boot.commands.filter((one) => one.command.startsWith(before));
  return { from: 0, rows: rows.map((one) => ({ put: `${one.command} `, head: one.command, hint: one.usage_hint, note: one.description })) };
}

function names(before) {
  const found = /(^|\s)([@#])([\w-]*)$/.exec(before);
  if (!found) return null;
  const [, , sign, begun] = found;
  const rows = (state.screen?.names[sign] ?? []).filter((name) => name.toLowerCase().startsWith(begun.toLowerCase()));
  return { from: before.length - begun.length - 1, rows: rows.slice(0, MOST).map((name) => ({ put: `${sign}${name} `, head: `${sign}${name}`, hint: "", note: "" })) };
}

function draw(field) {
  const { rows, at } = open.get(field);
  const list = listOf(field);
  list.replaceChildren(...rows.map((row, place) => drawn(field, row, place, place === at)));
  list.hidden = false;
  field.setAttribute("aria-activedescendant", `${list.id}-${at}`);
}

function drawn(field, row, place, isChosen) {
  const shown = document.createElement("div");
  shown.id = `${listOf(field).id}-${place}`;
  shown.className = "completion";
  shown.setAttribute("role", "option");
  shown.setAttribute("aria-selected", String(isChosen));
  for (const part of ["head", "hint", "note"]) {
    const words = document.createElement("span");
    words.className = part;
    words.textContent = row[part];
    if (row[part]) shown.append(words, " ");
  }
  shown.addEventListener("pointerdown", (event) => { event.preventDefault(); put(field, place); });
  return shown;
}

export function keyed(field, key) {
  const now = open.get(field);
  if (key === "ArrowDown" || key === "ArrowUp") {
    now.at = (now.at + (key === "ArrowDown" ? 1 : now.rows.length - 1)) % now.rows.length;
    draw(field);
  } else if (key === "Tab" || (key === "Enter" && !isWhole(field, now))) put(field, now.at);
  else if (key === "Escape") shut(field);
  else return false;
  return true;
}

// A command that stands there whole is sent by Enter, as in Slack.
function isWhole(field, now) {
  return field.value.trim() === now.rows[now.at].head && now.rows[now.at].head.startsWith("/");
}

function put(field, place) {
  const { from, rows } = open.get(field);
  const end = field.selectionStart;
  field.setRangeText(rows[place].put, from, end, "end");
  shut(field);
  field.focus();
  field.dispatchEvent(new Event("input"));
}
