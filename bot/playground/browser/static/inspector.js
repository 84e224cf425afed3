// The inspector: fetched only while it is open, and again with each screen.
import { Idiomorph } from "./idiomorph.esm.js";
import { state } from "./state.js";

const pane = document.getElementById("inspector");
const place = document.getElementById("inspected");
const said = document.getElementById("inspector-state");
const tabs = [...pane.querySelectorAll("[role=tab]")];
const behind = document.querySelectorAll(".top, .side, #main, #pane, .skip");
const narrow = matchMedia("(max-width: 800px)");
// What is highlighted changed since a tab was opened: by tab, the revision that was shown then.
let seen = {};
let shown = {};
let scene = 0;
let tab = "traffic";
let opened = "";
let underWay = null;
let isStale = false;

export function attachInspector() {
  pane.addEventListener("click", (event) => {
    const one = event.target.closest("[data-inspect], [role=tab]");
    if (!one) return;
    if (one.dataset.tab) choose(one);
    else if (one.dataset.inspect === "copy") copy(one.dataset.fixture);
    else open(one.id);
  });
  pane.querySelector("[role=tablist]").addEventListener("keydown", step);
  pane.addEventListener("keydown", (event) => { if (event.key === "Escape") toggleInspector(); });
  narrow.addEventListener("change", cover);
}

export function toggleInspector() {
  pane.hidden = !pane.hidden;
  document.getElementById("inspect").setAttribute("aria-expanded", String(!pane.hidden));
  cover();
  if (pane.hidden) {
    look();
    place.replaceChildren();
    document.getElementById("inspect").focus();
    return null;
  }
  tabs.find((one) => one.dataset.tab === tab).focus();
  return showInspector();
}

export function showInspector() {
  if (pane.hidden) return null;
  isStale = true;
  underWay ??= fetchAll().finally(() => { underWay = null; });
  return underWay;
}

async function fetchAll() {
  while (isStale && !pane.hidden) {
    isStale = false;
    const asked = new URLSearchParams({ as: state.as, tab, open: opened, seen: seen[tab] ?? "" });
    let found;
    try {
      const response = await fetch(`/inspector?${asked}`);
      if (!response.ok) return;
      found = await response.json();
    } catch {
      return;
    }
    if (found.tab !== tab || pane.hidden) continue;
    show(found);
  }
}

function show(found) {
  if (scene !== found.scene) {
    [seen, shown, opened] = [{}, {}, scene ? "" : opened];
    scene = found.scene;
  }
  shown[tab] = found.revision;
  seen[tab] ??= found.revision;
  Idiomorph.morph(place, found.html, { morphStyle: "innerHTML" });
}

// Whoever leaves a tab, or comes to it again, has seen what stood there.
function look() {
  seen[tab] = shown[tab] ?? seen[tab];
}

function choose(one) {
  look();
  tab = one.dataset.tab;
  for (const each of tabs) {
    each.setAttribute("aria-selected", String(each === one));
    each.tabIndex = each === one ? 0 : -1;
  }
  place.setAttribute("aria-labelledby", one.id);
  said.textContent = "";
  place.scrollTop = 0;
  one.focus();
  return showInspector();
}

function open(key) {
  opened = opened === key ? "" : key;
  said.textContent = "";
  return showInspector();
}

function step(event) {
  const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!by) return;
  event.preventDefault();
  choose(tabs.at((tabs.indexOf(document.activeElement) + by) % tabs.length));
}

// On a narrow screen it covers everything, so nothing behind it is to be reached.
function cover() {
  for (const one of behind) one.inert = narrow.matches && !pane.hidden;
}

async function copy(words) {
  try {
    await navigator.clipboard.writeText(words);
    said.textContent = "Copied as a test fixture.";
  } catch {
    said.textContent = "The browser did not let it be copied.";
  }
}
