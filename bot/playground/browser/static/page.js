// The page: shows each screen as it changes, and carries out what is clicked.
import { Idiomorph } from "./idiomorph.esm.js";
import { complain, send } from "./acts.js";
import { attachClock, setClock } from "./clock.js";
import { attachComposers, fill, setComposer } from "./composer.js";
import { attachControls, press } from "./controls.js";
import { attachInspector, showInspector, toggleInspector } from "./inspector.js";
import { attachMenus, openMenu, openPicker, openShortcuts } from "./menus.js";
import { attachModals, closeModal, showModal } from "./modals.js";
import { chooseWorld, leaveChooser, openChooser } from "./chooser.js";
import { attachOverflows } from "./overflow.js";
import { look, onScreen, refresh, state } from "./state.js";
import { showToasts } from "./toasts.js";

const scroll = document.getElementById("scroll");
const quiet = {
  // An open menu stays open, though the server knows nothing of it.
  beforeAttributeUpdated: (name, node) => !(name === "open" && node.tagName === "DETAILS"),
};
let shownAt = "";

function morph(id, html) {
  const region = document.getElementById(id);
  if (region.dataset.html === html) return;
  Idiomorph.morph(region, html, { morphStyle: "innerHTML", callbacks: quiet });
  region.dataset.html = html;
}

function show(screen) {
  if (state.scene && state.scene !== screen.scene) Object.assign(state, { fresh: "", shown: "" });
  const place = [screen.scene, screen.as, screen.at, screen.tab].join();
  const wasAtEnd = scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < 60;
  const fromEnd = scroll.scrollHeight - scroll.scrollTop;
  const isMoved = place !== shownAt;
  const hadMore = state.screen?.html.conversation.length ?? 0;
  Object.assign(state, { as: screen.as, at: screen.at, tab: screen.tab, thread: screen.thread, scene: screen.scene, screen });
  document.title = screen.title;
  for (const [id, html] of Object.entries(screen.html)) morph(id, id === "steps" && state.dismissed === screen.scene ? "" : html);
  document.getElementById("pane").hidden = !screen.thread;
  // Messages are read from their end, a page from its top.
  if (screen.tab !== "messages") scroll.scrollTop = isMoved ? 0 : scroll.scrollTop;
  else if (isMoved || wasAtEnd) scroll.scrollTop = scroll.scrollHeight;
  else if (state.growing && hadMore < screen.html.conversation.length) scroll.scrollTop = scroll.scrollHeight - fromEnd;
  state.growing = false;
  shownAt = place;
  setClock();
  setComposer(screen.composer);
  showModal(screen.modal);
  showToasts(screen);
  showInspector();
  if (!screen.chosen) openChooser({ isFirst: true });
  markRead(screen, isMoved);
}

function markRead({ unread, at, tab, chosen }, isOpened) {
  if (!unread.length || document.hidden || tab !== "messages" || !chosen) return;
  // The line "New" is drawn where the unread begins when a conversation is opened, and stays.
  if (isOpened) state.fresh = unread[0];
  send({ act: "read", at, ts: unread.at(-1) });
}

function drawer(isOpen) {
  document.body.classList.toggle("drawn", isOpen);
  document.querySelector(".burger").setAttribute("aria-expanded", String(isOpen));
}

const deeds = {
  be: (one) => { drawer(false); return look({ as: one.dataset.member, at: "" }); },
  at: (one) => { drawer(false); return goTo(one.dataset.channel); },
  tab: (one) => { send({ act: "home", tab: one.dataset.tab }); return look({ tab: one.dataset.tab }); },
  thread: (one) => openThread(one.closest(".entry").querySelector(".message").dataset.thread),
  unthread: () => look({ thread: "" }),
  earlier: () => { state.growing = true; return look({ shown: String((Number(state.shown) || 60) + 100) }); },
  clock: (one) => (one.getAttribute("aria-disabled") ? null : send({ act: "clock", to: one.dataset.to })),
  choose: () => openChooser({ isFirst: false }),
  world: (one) => chooseWorld(one),
  leave: () => leaveChooser(),
  fill: (one) => fillIn(one.dataset.text),
  heed: () => showReminder(),
  dismiss: () => { state.dismissed = state.scene; return refresh(); },
  theme: () => turn(),
  inspector: () => toggleInspector(),
  drawer: () => drawer(!document.body.classList.contains("drawn")),
  react: (one) => send({ act: "react", emoji: one.dataset.emoji, ...whichMessage(one) }),
  pick: (one) => openPicker(one),
  menu: (one) => openMenu(one),
  slash: () => fill("/"),
  shortcuts: (one) => openShortcuts(one),
  close: (one) => closeModal(one.dataset.view),
  press: (one) => (["BUTTON", "A"].includes(one.tagName) ? press(one) : null),
};

function whichMessage(inside) {
  const { channel, ts } = inside.closest(".entry").querySelector(".message").dataset;
  return { at: channel, ts };
}

async function goTo(channel) {
  await look({ at: channel, tab: "messages" });
  await send({ act: "home", tab: "messages" });
  document.getElementById("say").focus();
}

async function openThread(ts) {
  await look({ thread: ts });
  document.getElementById("reply").focus();
}

async function showReminder() {
  const ada = document.querySelector("#rail .person");
  await look({ as: ada.dataset.member, at: "", tab: "messages" });
  scroll.scrollTop = scroll.scrollHeight;
}

async function fillIn(words) {
  if (state.tab !== "messages") await look({ tab: "messages" });
  fill(words);
}

function turn() {
  const root = document.documentElement;
  const isDark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = isDark ? "light" : "dark";
  localStorage.setItem("heed-theme", root.dataset.theme);
}

document.addEventListener("click", (event) => {
  const one = event.target.closest("[data-act]");
  const deed = one && deeds[one.dataset.act];
  for (const open of document.querySelectorAll("details.overflow[open]")) if (!open.contains(event.target)) open.open = false;
  if (!deed) return;
  complain("");
  one.closest("details.overflow")?.removeAttribute("open");
  deed(one);
});
document.addEventListener("visibilitychange", () => { if (!document.hidden) refresh(); });

onScreen(show);
attachClock();
attachComposers();
attachControls();
attachOverflows();
attachInspector();
attachMenus({ whichMessage });
attachModals();
history.replaceState(null, "", "/");
new EventSource("/changes").onmessage = () => refresh();
refresh();
