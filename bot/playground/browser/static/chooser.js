// The choice of a workspace to begin with, at first and whenever one starts over.
import { complain, send } from "./acts.js";
import { look } from "./state.js";

const dialog = document.getElementById("chooser");
const said = document.getElementById("chooser-state");
let isFirst = true;
let isBusy = false;

dialog.addEventListener("cancel", (event) => {
  if (isFirst || isBusy) event.preventDefault();
});

export function openChooser(how) {
  if (dialog.open) return;
  isFirst = how.isFirst;
  said.textContent = "";
  dialog.querySelector(".leave").hidden = isFirst;
  dialog.showModal();
}

export function leaveChooser() {
  dialog.close();
}

export async function chooseWorld(button) {
  if (isBusy) return;
  isBusy = true;
  said.textContent = button.dataset.world === "empty" ? "Opening …" : "Two months pass: a few seconds …";
  const answer = await send({ act: "reset", world: button.dataset.world, first: isFirst });
  isBusy = false;
  if (!answer.ok) {
    said.textContent = answer.error;
    return;
  }
  dialog.close();
  complain("");
  await look({ as: "", at: "", tab: "messages", toasts: "" });
  document.getElementById("say").focus();
}
