// Asks once a second how far the work is; without it the page refreshes itself.
const voortgang = document.querySelector("[data-stand]");
const vraag = async () => {
  try {
    const stand = await (await fetch(voortgang.dataset.stand)).json();
    if (stand.klaar) return location.reload();
    const balk = voortgang.querySelector("progress");
    voortgang.querySelector("label").textContent = stand.label || "Bezig";
    if (stand.totaal) {
      balk.max = stand.totaal;
      balk.value = stand.gedaan;
      voortgang.querySelector(".stand").textContent = `${stand.gedaan} van ${stand.totaal}`;
    }
  } catch {
    voortgang.querySelector(".stand").textContent = "Het loket antwoordt niet; is het gesloten?";
  }
  setTimeout(vraag, 1000);
};
if (voortgang) setTimeout(vraag, 1000);
document.querySelector("#foutlijst")?.focus();
