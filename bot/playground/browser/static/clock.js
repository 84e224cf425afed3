// Lets the workspace's clock tick between one screen and the next.
let from = 0;
let seen = 0;

export function setClock() {
  const shown = document.getElementById("now");
  from = Date.parse(shown.getAttribute("datetime"));
  seen = performance.now();
  tick();
}

export function attachClock() {
  setInterval(tick, 1000);
}

function tick() {
  const shown = document.getElementById("now");
  if (!shown || !from) return;
  const { zone, speed } = shown.dataset;
  const now = new Date(from + (performance.now() - seen) * Number(speed));
  const part = (options) => new Intl.DateTimeFormat("en-GB", { timeZone: zone, ...options }).format(now);
  put(shown.querySelector(".day-now"), part({ weekday: "short", day: "numeric", month: "short" }).replace(",", ""));
  put(shown.querySelector(".time-now"), part({ hour: "2-digit", minute: "2-digit" }));
}

function put(place, words) {
  if (place.textContent !== words) place.textContent = words;
}
