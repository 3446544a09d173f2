
"use strict";
const form = document.getElementById("filters");
if (form) {
  const body = document.querySelector("#matrix tbody");
  const byNeed = [...body.rows];
  const name = (row) => row.cells[0].textContent;
  const byName = [...byNeed].sort((a, b) => name(a).localeCompare(name(b), document.documentElement.lang));
  const plain = (text) => text.toLocaleLowerCase().normalize("NFD").replace(/\p{M}/gu, "");
  const words = new Map(byNeed.map((row) => [row, plain(row.textContent)]));
  const show = () => {
    const asked = new FormData(form);
    const search = plain(asked.get("search").trim());
    const cell = ["report", "state", "grade", "review"].filter((key) => asked.get(key));
    const fits = (td) => cell.every((key) => td.dataset[key] === asked.get(key));
    let shown = 0;
    for (const row of asked.get("order") === "name" ? byName : byNeed) {
      const region = asked.get("region");
      const cells = [...row.cells].filter((td) => td.dataset.report);
      row.hidden = !words.get(row).includes(search) || (region && row.dataset.region !== region) || (cell.length > 0 && !cells.some(fits));
      for (const td of cells) td.classList.toggle("found", cell.length > 0 && fits(td));
      shown += row.hidden ? 0 : 1;
      body.append(row);
    }
    document.getElementById("shown").textContent = shown;
  };
  form.hidden = false;
  form.addEventListener("input", show);
  form.addEventListener("submit", (event) => event.preventDefault());
  show();
}
