// Reads what was pressed, chosen or typed in Block Kit's controls, and asks before some of it.
import { complain, send } from "./acts.js";
import { attachFiles, filesOf, uploaded } from "./files.js";
import { attachSuggestions } from "./suggest.js";

const BY_OPTION = ["static_select", "radio_buttons", "overflow", "external_select"];
const TYPED = ["plain_text_input", "email_text_input", "url_text_input", "number_input"];
const BY_OPTIONS = ["multi_static_select", "checkboxes", "multi_external_select"];

export function value(control) {
  const { type, option, options, action, block } = control.dataset;
  if (type === "overflow") return JSON.parse(option).value;
  if (type === "external_select") return option ? JSON.parse(option) : null;
  if (type === "multi_external_select") return JSON.parse(options ?? "[]");
  if (type === "file_input") return filesOf(control).map((file) => file.id);
  if (type === "checkboxes" || type === "radio_buttons") {
    const boxes = document.getElementsByName(control.name);
    const checked = [...boxes].filter((box) => box.checked).map((box) => box.value);
    return type === "checkboxes" ? checked : (checked[0] ?? null);
  }
  if (control.multiple) return [...control.selectedOptions].map((each) => each.value);
  return control.value === "" ? null : control.value;
}

export function values(form) {
  const found = {};
  for (const control of form.querySelectorAll("[data-act=field], [data-field], [data-act=suggest][data-then=field]")) {
    found[control.dataset.block] = { type: control.dataset.type, value: value(control) };
  }
  return found;
}

export function target(control) {
  const view = control.closest("[data-view]");
  if (view) return { view: view.dataset.view };
  const { channel, ts } = control.closest(".message").dataset;
  return { at: channel, ts };
}

export async function press(control) {
  if (control.dataset.confirm && !(await confirmed(JSON.parse(control.dataset.confirm)))) return;
  const { action, block, type } = control.dataset;
  const wish = { act: "press", action, block, type, ...target(control) };
  if (type === "button") wish.value = control.dataset.value ?? "";
  else if (BY_OPTION.includes(type) || BY_OPTIONS.includes(type)) wish.option = value(control);
  else wish.selected = value(control);
  const form = control.closest("form[data-act=submit]");
  if (form) {
    await uploaded();
    wish.values = values(form);
  }
  control.setAttribute("aria-busy", "true");
  await send(wish);
  control.removeAttribute("aria-busy");
}

function confirmed(asked) {
  const dialog = document.getElementById("confirm");
  const [no, yes] = dialog.querySelectorAll("footer button");
  dialog.querySelector("h2").textContent = asked.title;
  dialog.querySelector("p").textContent = asked.text;
  no.textContent = asked.deny;
  yes.textContent = asked.confirm;
  yes.className = `button ${asked.style === "danger" ? "danger" : "primary"}`;
  dialog.returnValue = "no";
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true });
  });
}

function isTyped(control) {
  return TYPED.includes(control.dataset.type);
}

// What was typed last and is not told yet: the app hears it a moment after the last character.
let entered = {};

// Tells it now; a form that closes first would take it along.
export async function told() {
  const { control, soon } = entered;
  clearTimeout(soon);
  entered = {};
  if (control?.isConnected) await press(control);
}

export function untold() {
  clearTimeout(entered.soon);
  entered = {};
}

export function attachControls() {
  document.addEventListener("change", (event) => {
    const control = event.target.closest("[data-act=press]");
    if (!control || ["BUTTON", "A"].includes(control.tagName) || isTyped(control)) return;
    complain("");
    press(control);
  });
  // What is typed is sent by Enter, as in Slack; the form itself is not.
  document.addEventListener("keydown", (event) => {
    const control = event.target.closest("[data-act=press]");
    if (event.key !== "Enter" || !control || !isTyped(control) || control.tagName === "TEXTAREA") return;
    event.preventDefault();
    complain("");
    press(control);
  });
  document.addEventListener("input", (event) => {
    const control = event.target.closest("[data-dispatch~=on_character_entered]");
    if (!control) return;
    clearTimeout(entered.soon);
    entered = { control, soon: setTimeout(told, 300) };
  });
  attachSuggestions({ press, target });
  attachFiles();
}
