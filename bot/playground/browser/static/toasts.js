// Says for a few seconds whom Heed wrote to, where one does not see it anyway.
import { look, state } from "./state.js";

const STAYS = 8000;
const MOST = 3;
const place = document.getElementById("toasts");
const shown = new Map();
let seenBy = "";

export function showToasts(screen) {
  const isFirst = state.toasts === "" || seenBy !== screen.as;
  // What was said to one member's face is not told to the next.
  if (isFirst) for (const channel of [...shown.keys()]) forget(channel);
  seenBy = screen.as;
  state.toasts = String(screen.toasted);
  if (isFirst) return;
  for (const toast of screen.toasts) {
    if (toast.channel === screen.at && (!toast.reader || toast.reader === screen.as)) continue;
    add(toast, screen.as);
  }
}

// What comes for the same conversation is counted: a week that passes must not fill the page.
function add(toast, me) {
  const before = shown.get(toast.channel);
  const count = (before?.count ?? 0) + 1;
  forget(toast.channel);
  const box = document.createElement("div");
  box.className = "toast";
  box.innerHTML = count > 1 && toast.again ? toast.again.replace("{count}", String(count)) : toast.html;
  box.append(button(toast, me));
  place.append(box);
  shown.set(toast.channel, { box, count, timer: setTimeout(() => forget(toast.channel), STAYS) });
  while (shown.size > MOST) forget(shown.keys().next().value);
}

function button(toast, me) {
  const isOther = toast.reader && toast.reader !== me;
  const one = document.createElement("button");
  one.type = "button";
  one.textContent = isOther ? `Be ${toast.name}` : "Show";
  one.addEventListener("click", () => {
    forget(toast.channel);
    look({ ...(isOther ? { as: toast.reader } : {}), at: toast.channel, tab: "messages" });
  });
  return one;
}

function forget(channel) {
  const one = shown.get(channel);
  if (!one) return;
  clearTimeout(one.timer);
  one.box.remove();
  shown.delete(channel);
}
