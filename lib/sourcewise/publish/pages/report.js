// Sorting, filtering and opening what a link leads to: the page holds everything without it, too.
"use strict";
const plain = (cell) => cell.textContent.trim();
const number = (text) => {
  const found = /^[−+-]?[\d,]*\.?\d+%?$/.exec(text);
  return found ? Number(text.replace("−", "-").replace(/[,%+]/g, "")) : NaN;
};
const compare = (a, b) => {
  const [x, y] = [number(a), number(b)];
  if (!Number.isNaN(x) && !Number.isNaN(y)) return x - y;
  if (Number.isNaN(x) !== Number.isNaN(y)) return Number.isNaN(x) ? 1 : -1;
  return a.localeCompare(b, "en");
};
function sortable(table) {
  const body = table.tBodies[0];
  const heads = [...table.tHead.rows[0].cells];
  heads.forEach((head, column) => {
    if (!plain(head)) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "sort";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") === "ascending";
      heads.forEach((other) => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const rows = [...body.rows].map((row, place) => [row, plain(row.cells[column] || row), place]);
      rows.sort((a, b) => (down ? -1 : 1) * compare(a[1], b[1]) || a[2] - b[2]);
      body.append(...rows.map(([row]) => row));
    });
  });
}
function filterable(table) {
  const rows = [...table.tBodies[0].rows];
  const box = table.parentElement;
  const label = document.createElement("label");
  const field = document.createElement("input");
  const told = document.createElement("span");
  label.className = "filter";
  field.type = "search";
  told.setAttribute("role", "status");
  label.append("Filter rows ", field, told);
  box.before(label);
  field.addEventListener("input", () => {
    const wanted = field.value.toLowerCase();
    let left = 0;
    for (const row of rows) {
      row.hidden = !row.textContent.toLowerCase().includes(wanted);
      left += row.hidden ? 0 : 1;
    }
    told.textContent = wanted ? ` ${left} of ${rows.length}` : "";
  });
}
function reveal() {
  const mark = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!mark) return;
  if (mark.matches("tr[hidden], tr[hidden] *")) mark.closest("tr").hidden = false;
  for (let fold = mark.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  mark.scrollIntoView();
}
for (const table of document.querySelectorAll("main table")) {
  if (!table.tHead || !table.tBodies.length) continue;
  if (table.tBodies[0].rows.length > 1) sortable(table);
  if (table.tBodies[0].rows.length > 7) filterable(table);
}
addEventListener("hashchange", reveal);
reveal();
