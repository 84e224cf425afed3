// The modal on top of the stack: shown as it changes, filled in, submitted or closed.
import { Idiomorph } from "./idiomorph.esm.js";
import { send } from "./acts.js";
import { told, untold, values } from "./controls.js";
import { hold, uploaded } from "./files.js";

const FIELDS = "input, textarea, select";
const dialog = document.getElementById("modal");
const kept = new Map(); // what was typed into a view that another one covers
let shown = { id: "", stamp: "" };

export function showModal(view) {
  if (!view) return leave();
  if (view.id === shown.id && view.stamp === shown.stamp && dialog.open) return;
  const isSame = view.id === shown.id;
  const typed = snapshot();
  if (isSame) {
    Idiomorph.morph(dialog, view.html, { morphStyle: "innerHTML" });
    restore(typed);
  } else {
    if (shown.id) kept.set(shown.id, typed);
    dialog.innerHTML = view.html;
    dialog.setAttribute("aria-labelledby", `${view.id}-title`);
    restore(kept.get(view.id));
    kept.delete(view.id);
  }
  shown = view;
  if (!dialog.open) dialog.showModal();
  focus(isSame);
}

function leave() {
  if (dialog.open) dialog.close();
  shown = { id: "", stamp: "" };
  kept.clear();
  dialog.replaceChildren();
}

function focus(isSame) {
  const wrong = dialog.querySelector("[aria-invalid=true]");
  if (wrong) return wrong.focus();
  if (isSame && dialog.contains(document.activeElement)) return;
  const first = dialog.querySelector("[autofocus]") ?? dialog.querySelector("[data-act=field], [data-field], [data-act=suggest]") ?? dialog.querySelector("footer button:last-child");
  first?.focus();
}

function keyOf(field) {
  return field.id || `${field.name}=${field.value}`;
}

function snapshot() {
  return new Map([...dialog.querySelectorAll(FIELDS)].map((field) => [keyOf(field), {
    value: field.value,
    checked: field.checked,
    files: field.dataset.files,
    chosen: field.multiple ? [...field.selectedOptions].map((one) => one.value) : null,
  }]));
}

function restore(typed) {
  for (const field of typed ? dialog.querySelectorAll(FIELDS) : []) {
    const was = typed.get(keyOf(field));
    if (!was) continue;
    if (field.type === "file") hold(field, JSON.parse(was.files));
    else if (["checkbox", "radio"].includes(field.type)) field.checked = was.checked;
    else if (was.chosen) for (const one of field.options) one.selected = was.chosen.includes(one.value);
    else field.value = was.value;
  }
}

export async function closeModal(view) {
  await told();
  await send({ act: "close", view });
}

export function attachModals() {
  dialog.addEventListener("cancel", (event) => {
    event.preventDefault();
    if (shown.id) closeModal(shown.id);
  });
  dialog.addEventListener("submit", async (event) => {
    event.preventDefault();
    const form = event.target.closest("[data-act=submit]");
    if (!form || form.getAttribute("aria-busy")) return;
    form.setAttribute("aria-busy", "true");
    untold(); // the form itself tells it
    await uploaded();
    await send({ act: "submit", view: form.dataset.view, values: values(form) });
    form.removeAttribute("aria-busy");
  });
}
