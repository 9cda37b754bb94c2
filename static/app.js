// Small helps on top of pages that work without them: menu button, focus on what matters next.
"use strict";

const menuButton = document.querySelector("[data-menu-button]");
const menu = document.getElementById("main-nav");

function showMenu(open) {
  menu.classList.toggle("is-open", open);
  menuButton.setAttribute("aria-expanded", String(open));
}

if (menuButton && menu) {
  menuButton.addEventListener("click", () => showMenu(menuButton.getAttribute("aria-expanded") !== "true"));
}

function closeAll(except) {
  for (const details of document.querySelectorAll("details.menu[open]")) {
    if (details !== except) details.open = false;
  }
}

document.addEventListener("click", (event) => closeAll(event.target.closest("details.menu")));
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const open = document.querySelector("details.menu[open]");
  if (open) {
    open.open = false;
    open.querySelector("summary").focus();
  } else if (menuButton && menuButton.getAttribute("aria-expanded") === "true") {
    showMenu(false);
    menuButton.focus();
  }
});

// A refused form: the summary of errors is what the person needs to hear first.
document.querySelector("[data-error-summary]")?.focus();

// A piece of the page was replaced: who typed or ticked stays there and hears its heading, else that gets the focus.
document.addEventListener("htmx:afterSwap", (event) => {
  const heading = document.getElementById(event.detail.target.id)?.querySelector("[data-focus]");
  if (!heading) return;
  if (document.activeElement === document.body) heading.focus();
  else document.querySelector("[data-spoken]").textContent = heading.textContent.trim();
});

// One box ticks all boxes of its name, in the rows shown.
for (const all of document.querySelectorAll("[data-tick-all]")) {
  all.addEventListener("change", () => {
    for (const box of document.getElementsByName(all.dataset.tickAll)) box.checked = all.checked;
  });
}

// What somebody has unfolded in a piece of the page stays so when the piece is replaced.
let unfolded = new Map();
document.addEventListener("htmx:beforeSwap", (event) => {
  const folds = event.detail.target.querySelectorAll("details[id]");
  unfolded = new Map([...folds].map((details) => [details.id, details.open]));
});
document.addEventListener("htmx:afterSwap", () => {
  for (const [id, open] of unfolded) {
    const details = document.getElementById(id);
    if (details) details.open = open;
  }
});

// A placeholder goes where somebody was writing last, in the form beside its list.
let written = document.querySelector("textarea");
document.addEventListener("focusin", (event) => {
  if (event.target.matches("textarea, input[type=text]")) written = event.target;
});
for (const button of document.querySelectorAll("[data-insert]")) {
  button.hidden = false;
  button.addEventListener("click", () => {
    written.setRangeText(button.dataset.insert, written.selectionStart, written.selectionEnd, "end");
    written.dispatchEvent(new Event("input", { bubbles: true }));
    written.focus();
  });
}

// What takes long shows that it is at work; whoever comes back to the page finds it at rest.
document.addEventListener("submit", (event) => {
  for (const bar of (event.target.closest("section") ?? event.target).querySelectorAll("[data-busy]")) bar.hidden = false;
});
window.addEventListener("pageshow", () => {
  for (const bar of document.querySelectorAll("[data-busy]")) bar.hidden = true;
});

// The matrix by keyboard: arrows lead from cell to cell, Enter marks as Space does, Escape takes a mark back. Nothing is
// saved by it, and nobody leaves with marks that are not saved without being asked.
const grid = document.querySelector("[data-grid]");
if (grid) {
  const form = grid.closest("form");
  const boxes = [...grid.querySelectorAll("input")];
  const rows = [...grid.rows].map((row) => [...row.cells].map((cell) => cell.querySelector("input, a")));
  const status = form.querySelector("[data-marked]");
  const steps = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
  let current = boxes[0] || rows.flat().find(Boolean);
  let saving = false;

  const marked = () => boxes.filter((box) => box.checked).length;
  const count = () => {
    if (status) status.textContent = marked() ? status.dataset.marked.replace("{count}", marked()) : "";
  };
  const place = (control) => {
    const cell = control.closest("td, th");
    return [cell.parentElement.rowIndex, cell.cellIndex];
  };
  const next = ([row, column], [down, right]) => {
    do {
      row += down;
      column += right;
    } while (rows[row] && column in rows[row] && !rows[row][column]);
    return rows[row]?.[column];
  };
  const enter = (control) => {
    current.tabIndex = -1;
    current = control;
    current.tabIndex = 0;
  };

  for (const control of rows.flat()) if (control) control.tabIndex = -1;
  if (current) enter(current);
  grid.addEventListener("focusin", (event) => {
    if (event.target.matches("input, a")) enter(event.target);
  });
  grid.addEventListener("keydown", (event) => {
    const control = event.target;
    if (event.altKey || event.metaKey || event.shiftKey) return;
    if (steps[event.key] && !event.ctrlKey) {
      event.preventDefault();
      next(place(control), steps[event.key])?.focus();
    } else if (event.key === "Home" || event.key === "End") {
      const line = event.ctrlKey ? rows.flat() : rows[place(control)[0]];
      const reached = line.filter(Boolean).at(event.key === "Home" ? 0 : -1);
      event.preventDefault();
      reached.focus();
    } else if (control.type === "checkbox" && (event.key === "Enter" || (event.key === "Escape" && control.checked))) {
      event.preventDefault();
      control.checked = event.key === "Enter" && !control.checked;
      count();
    }
  });
  form.addEventListener("change", count);
  form.addEventListener("reset", () => setTimeout(count));
  form.addEventListener("submit", () => {
    saving = true;
  });
  window.addEventListener("beforeunload", (event) => {
    if (marked() && !saving) event.preventDefault();
  });
  for (const help of form.querySelectorAll("[data-grid-help]")) help.hidden = false;
  count();
}

// A text to take along: copied where the browser lets us, else selected, so that one key does it.
for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    const text = document.getElementById(button.dataset.copy);
    const said = button.closest("section").querySelector("[data-copied]");
    text.select();
    try {
      await navigator.clipboard.writeText(text.value);
      said.textContent = said.dataset.copied;
    } catch {
      said.textContent = said.dataset.selected;
    }
  });
}
