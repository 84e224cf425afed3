// Sets light or dark before anything is drawn; without a choice the system's holds.
(() => {
  const chosen = localStorage.getItem("heed-theme");
  if (chosen) document.documentElement.dataset.theme = chosen;
})();
