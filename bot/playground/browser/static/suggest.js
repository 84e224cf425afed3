// Fields whose options the app offers while one types.
import { send } from "./acts.js";

const PAUSE = 250;

export function attachSuggestions({ press, target }) {
  let soon;
  document.addEventListener("input", (event) => {
    const field = event.target.closest("[data-act=suggest]");
    if (!field) return;
    clearTimeout(soon);
    delete field.dataset.option;
    if (field.value.length < Number(field.dataset.min)) return close(field);
    soon = setTimeout(() => offer(field, target(field)), PAUSE);
  });
  // An app that wants no letters at all offers something as soon as somebody looks.
  document.addEventListener("focusin", (event) => {
    const field = event.target.closest("[data-act=suggest]");
    if (field && !field.value && field.dataset.min === "0") offer(field, target(field));
  });
  document.addEventListener("focusout", (event) => {
    const field = event.target.closest("[data-act=suggest]");
    if (field) close(field);
  });
  document.addEventListener("keydown", (event) => {
    const field = event.target.closest("[data-act=suggest]");
    if (field && keyed(field, event.key, press)) event.preventDefault();
  });
  document.addEventListener("pointerdown", (event) => {
    const option = event.target.closest(".suggest [role=option]");
    if (!option) return;
    event.preventDefault();
    choose(option.closest(".suggest").querySelector("[data-act=suggest]"), option, press);
  });
}

function list(field) {
  return field.closest(".suggest").querySelector("[role=listbox]");
}

async function offer(field, where) {
  const answer = await send({ act: "suggest", action: field.dataset.action, typed: field.value, ...where });
  const shown = list(field);
  shown.replaceChildren(...(answer.options ?? []).map((option, place) => {
    const row = document.createElement("li");
    row.id = `${shown.id}-${place}`;
    row.setAttribute("role", "option");
    row.setAttribute("aria-selected", "false");
    row.dataset.option = JSON.stringify(option);
    row.textContent = option.text?.text ?? "";
    return row;
  }));
  shown.hidden = !shown.children.length;
  field.setAttribute("aria-expanded", String(!shown.hidden));
}

function close(field) {
  list(field).hidden = true;
  field.setAttribute("aria-expanded", "false");
  field.removeAttribute("aria-activedescendant");
}

function keyed(field, key, press) {
  const rows = [...list(field).children];
  if (list(field).hidden || !rows.length) return false;
  const at = rows.findIndex((row) => row.getAttribute("aria-selected") === "true");
  if (key === "Escape") close(field);
  else if (key === "Enter" && at >= 0) choose(field, rows[at], press);
  else if (key === "ArrowDown" || key === "ArrowUp") {
    const next = rows[(at + (key === "ArrowDown" ? 1 : rows.length - (at < 0 ? 0 : 1))) % rows.length];
    rows.forEach((row) => row.setAttribute("aria-selected", String(row === next)));
    field.setAttribute("aria-activedescendant", next.id);
  } else return false;
  return true;
}

function choose(field, row, press) {
  const isMany = field.dataset.type.startsWith("multi_");
  if (isMany) {
    const chosen = [...JSON.parse(field.dataset.options ?? "[]"), JSON.parse(row.dataset.option)];
    field.dataset.options = JSON.stringify(chosen);
    const chip = document.createElement("li");
    chip.textContent = row.textContent;
    field.closest(".suggest").querySelector(".chosen").append(chip);
    field.value = "";
  } else {
    field.dataset.option = row.dataset.option;
    field.value = row.textContent;
  }
  close(field);
  if (field.dataset.then === "press") press(field);
}
