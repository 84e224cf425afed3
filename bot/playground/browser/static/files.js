// File fields of forms: what is chosen is uploaded at once, and a form names it by its id.
import { complain } from "./acts.js";
import { state } from "./state.js";

const underWay = new Set();

export function filesOf(field) {
  return JSON.parse(field.dataset.files ?? "[]");
}

export function uploaded() {
  return Promise.all(underWay);
}

export function hold(field, files) {
  field.dataset.files = JSON.stringify(files);
  field.closest(".files").querySelector(".chosen").replaceChildren(...files.map(row));
}

function row({ id, name }) {
  const shown = document.createElement("li");
  const away = document.createElement("button");
  away.type = "button";
  away.textContent = "×";
  away.dataset.file = id;
  away.setAttribute("aria-label", `Remove ${name}`);
  shown.append(name, " ", away);
  return shown;
}

async function upload(file) {
  const asked = new URLSearchParams({ as: state.as, name: file.name });
  try {
    const response = await fetch(`/uploads?${asked}`, {
      method: "POST",
      headers: { "Content-Type": "application/octet-stream" },
      body: file,
    });
    return await response.json();
  } catch {
    return { ok: false, error: `${file.name} could not be uploaded.` };
  }
}

async function choose(field) {
  const given = [...field.files];
  if (!given.length) return;
  field.setAttribute("aria-busy", "true");
  const answers = await Promise.all(given.map(upload));
  // The form may have been drawn anew meanwhile.
  const now = document.getElementById(field.id);
  if (!now) return;
  now.removeAttribute("aria-busy");
  // The list says what is chosen; emptied, the field takes the same file again.
  now.value = "";
  const before = now.multiple ? filesOf(now) : [];
  const added = answers.filter((each) => each.ok).map((each) => each.file);
  if (added.length) hold(now, [...before, ...added]);
  complain(answers.find((each) => !each.ok)?.error ?? "");
}

function remove(button) {
  const field = button.closest(".files").querySelector("input");
  hold(field, filesOf(field).filter((each) => each.id !== button.dataset.file));
  field.focus();
}

export function attachFiles() {
  document.addEventListener("change", (event) => {
    const field = event.target.closest("[data-type=file_input]");
    if (!field) return;
    const going = choose(field).finally(() => underWay.delete(going));
    underWay.add(going);
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest(".files [data-file]");
    if (button) remove(button);
  });
}
