// The emoji to react with and the menu of a message: both open beside what was pressed.
import { send } from "./acts.js";
import { edit } from "./composer.js";
import { boot } from "./state.js";

const picker = document.getElementById("picker");
const menu = document.getElementById("menu");
const COLUMNS = 8;
let which = () => ({});
let opener = null;

export function attachMenus({ whichMessage }) {
  which = whichMessage;
  picker.addEventListener("click", (event) => {
    const emoji = event.target.closest("[data-emoji]");
    if (!emoji) return;
    const message = which(opener);
    shut(picker);
    send({ act: "react", emoji: emoji.dataset.emoji, ...message });
  });
  picker.addEventListener("keydown", (event) => step(event, picker, COLUMNS));
  menu.addEventListener("keydown", (event) => step(event, menu, 1));
}

export function openPicker(button) {
  open(picker, button);
}

export function openMenu(button) {
  const rows = boot.shortcuts.filter((one) => one.type === "message").map((one) => [one.name, () => send({ act: "shortcut", callback: one.callback_id, ...which(button) })]);
  if (button.dataset.own === "true") {
    rows.push(["Edit message", () => edit(button.closest(".entry"), which(button))]);
    rows.push(["Delete message", () => send({ act: "delete", ...which(button) })]);
  }
  show(rows, button);
}

export function openShortcuts(button) {
  const global = boot.shortcuts.filter((one) => one.type === "global");
  show(global.map((one) => [one.name, () => send({ act: "shortcut", callback: one.callback_id })]), button);
}

function show(rows, button) {
  menu.replaceChildren(...rows.map(([words, deed]) => {
    const row = document.createElement("button");
    row.type = "button";
    row.setAttribute("role", "menuitem");
    row.textContent = words;
    row.addEventListener("click", () => { shut(menu); deed(); });
    return row;
  }));
  open(menu, button);
}

function open(layer, button) {
  opener = button;
  layer.showPopover();
  const at = button.getBoundingClientRect();
  const box = layer.getBoundingClientRect();
  layer.style.left = `${Math.max(8, Math.min(at.right - box.width, innerWidth - box.width - 8))}px`;
  layer.style.top = `${Math.max(8, at.bottom + box.height + 8 > innerHeight ? at.top - box.height - 4 : at.bottom + 4)}px`;
  layer.querySelector("button")?.focus();
}

function shut(layer) {
  layer.hidePopover();
  opener?.focus();
}

function step(event, layer, columns) {
  const all = [...layer.querySelectorAll("button")];
  const moves = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: columns, ArrowUp: -columns };
  if (event.key === "Tab") shut(layer);
  const by = moves[event.key];
  if (!by) return;
  event.preventDefault();
  const at = all.indexOf(document.activeElement) + by;
  all[Math.max(0, Math.min(all.length - 1, at))].focus();
}
