// More rows of boxes than the empty ones that the page came with.

export function startRows(page) {
  for (const rows of page.querySelectorAll("[data-rows]")) {
    const last = () => rows.querySelector(".row:last-of-type");
    rows.addEventListener("input", () => {
      if ([...last().querySelectorAll("input, textarea")].some((box) => box.value)) addRow(rows);
    });
  }
}

export function addRow(rows) {
  const all = rows.querySelectorAll(".row");
  const row = all[all.length - 1].cloneNode(true);
  row.setAttribute("aria-label", row.getAttribute("aria-label").replace(/\d+/, String(all.length + 1)));
  for (const box of row.querySelectorAll("input, textarea")) {
    box.name = box.name.replace(/-\d+-/, `-${all.length}-`);
    box.value = "";
  }
  rows.append(row);
}

// Boxes for everything that was kept: there may have been more rows then.
export function makeRoomFor(form, names) {
  for (const rows of form.querySelectorAll("[data-rows]")) {
    const pattern = new RegExp(`^${rows.dataset.rows}-(\\d+)-`);
    const needed = 1 + Math.max(-1, ...names.map((name) => Number(pattern.exec(name)?.[1] ?? -1)));
    while (rows.querySelectorAll(".row").length < needed) addRow(rows);
  }
}
