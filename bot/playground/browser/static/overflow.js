// The menu behind the three dots on a message: seen whole when it opens, and led by the keyboard.
export function attachOverflows() {
  // It does not bubble: heard on the way down.
  document.addEventListener("toggle", (event) => {
    if (event.target.matches?.("details.overflow[open]")) event.target.querySelector("ul").scrollIntoView({ block: "nearest" });
  }, true);
  document.addEventListener("keydown", (event) => {
    const menu = event.target.closest?.("details.overflow[open]");
    if (menu) lead(event, menu);
  });
}

function lead(event, menu) {
  const summary = menu.querySelector("summary");
  if (event.key === "Escape") {
    menu.open = false;
    summary.focus();
    // A form behind it stays open.
    event.preventDefault();
    event.stopPropagation();
  }
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!by) return;
  event.preventDefault();
  const all = [summary, ...menu.querySelectorAll("li > *")];
  all[Math.max(0, Math.min(all.length - 1, all.indexOf(document.activeElement) + by))].focus();
}
