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
