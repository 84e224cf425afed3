// Sends what somebody does, and says in words what could not be done.
import { state, refresh } from "./state.js";

export async function send(wish) {
  let answer;
  try {
    const response = await fetch("/acts", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ as: state.as, ...wish }),
    });
    answer = response.headers.get("Content-Type")?.startsWith("application/json")
      ? await response.json()
      : { ok: false, error: await response.text() };
  } catch {
    answer = { ok: false, error: "The playground has stopped. Start it again: make run." };
  }
  complain(answer.ok || answer.errors ? "" : answer.error);
  await refresh();
  return answer;
}

export function complain(words) {
  const modal = document.getElementById("modal");
  const place = document.getElementById("problem");
  // A modal covers the page: what goes wrong in it is said in it.
  modal.querySelector(".problem")?.remove();
  if (words && modal.open) {
    const said = document.createElement("p");
    said.className = "problem";
    said.setAttribute("role", "alert");
    said.textContent = words;
    modal.append(said);
    return;
  }
  place.textContent = words;
  place.hidden = !words;
}
