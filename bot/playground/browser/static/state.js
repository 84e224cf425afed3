// What this page looks at, and the one way to fetch and show it again.
const KEPT = ["as", "at", "tab"];
const saved = JSON.parse(sessionStorage.getItem("heed-look") ?? "{}");

export const boot = JSON.parse(document.getElementById("boot").textContent);
export const state = {
  as: "", at: "", tab: "messages", thread: "", fresh: "", shown: "", toasts: "", scene: 0,
  screen: null, ...saved,
};

let show = () => {};
let underWay = null;
let isStale = false;

export function onScreen(handler) {
  show = handler;
}

export function look(changes) {
  const moves = "at" in changes || "as" in changes || "tab" in changes;
  if (moves) Object.assign(state, { thread: "", fresh: "", shown: "" });
  Object.assign(state, changes);
  return refresh();
}

export function refresh() {
  isStale = true;
  underWay ??= fetchAll().finally(() => { underWay = null; });
  return underWay;
}

async function fetchAll() {
  while (isStale) {
    isStale = false;
    const asked = new URLSearchParams();
    for (const name of ["as", "at", "tab", "thread", "fresh", "shown", "toasts"]) {
      if (state[name] !== "") asked.set(name, state[name]);
    }
    let screen;
    try {
      const response = await fetch(`/screen?${asked}`);
      if (!response.ok) return;
      screen = await response.json();
    } catch {
      return;
    }
    // Somebody went elsewhere in the meantime: what came is no longer asked for.
    if (isStale && ["as", "at", "tab", "thread"].some((name) => asked.get(name) !== (state[name] || null))) continue;
    show(screen);
    sessionStorage.setItem("heed-look", JSON.stringify(Object.fromEntries(KEPT.map((name) => [name, state[name]]))));
  }
}
