// The console's own script: local times, copy buttons, keys, palette, the drawer. Pages are whole without it.
"use strict";
document.documentElement.classList.add("scripted");
const $ = (selector, root = document) => root.querySelector(selector);
const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];

const pad = (n) => String(n).padStart(2, "0");
const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

function localTimes(root) {
  for (const element of $$("time[data-local]", root)) {
    const at = new Date(element.dateTime);
    const clock = `${pad(at.getHours())}:${pad(at.getMinutes())}`;
    const day = `${at.getDate()} ${months[at.getMonth()]}`;
    element.textContent = element.dataset.local === "date" ? `${day} ${at.getFullYear()} ${clock}` : `${day} ${clock}:${pad(at.getSeconds())}`;
  }
  for (const element of $$("text[data-utc]", root)) {
    const at = new Date(element.dataset.utc);
    element.textContent = element.dataset.days ? `${at.getDate()} ${months[at.getMonth()]}` : `${pad(at.getHours())}:${pad(at.getMinutes())}`;
  }
}

// What the server could not say at once follows at the end of the page, each part in a template named after the two marks it belongs between.
function placeLate(page) {
  for (const late of $$("blazor-ssr", page)) {
    for (const template of $$("template[blazor-component-id]", late)) {
      const id = template.getAttribute("blazor-component-id");
      const walker = page.createTreeWalker(page, NodeFilter.SHOW_COMMENT);
      let start = null;
      while (walker.nextNode()) {
        if (walker.currentNode.data === `bl:${id}`) { start = walker.currentNode; }
        if (start && walker.currentNode.data === `/bl:${id}`) {
          const range = page.createRange();
          range.setStartAfter(start);
          range.setEndBefore(walker.currentNode);
          range.deleteContents();
          range.insertNode(template.content);
          break;
        }
      }
    }
    late.remove();
  }
}

const gap = "\u202f";

function make(tag, className, text) {
  const element = document.createElement(tag);
  if (className) { element.className = className; }
  if (text !== undefined) { element.textContent = text; }
  return element;
}

let toastTimer;
function toast(text) {
  const element = $("#toast");
  element.textContent = text;
  element.classList.add("shown");
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => element.classList.remove("shown"), 1600);
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    toast("Copied");
  } catch {
    toast("The browser does not allow copying here");
  }
}

// The drawer is part of the page that the server draws: a step fetches that page and puts its drawer in place.
let swapping;
async function swap(href, push) {
  swapping?.abort();
  const mine = swapping = new AbortController();
  try {
    const answer = await fetch(href, { signal: mine.signal, headers: { accept: "text/html" } });
    const text = await answer.text();
    if (mine.signal.aborted) { return; }
    const page = new DOMParser().parseFromString(text, "text/html");
    placeLate(page);
    const next = $("#drawer", page);
    if (!next) { location.href = href; return; }
    localTimes(next);
    const drawn = document.adoptNode(next);
    $("#drawer").replaceWith(drawn);
    tablesAsCsv(drawn);
    drawn.dispatchEvent(new Event("strata:drawn", { bubbles: true }));
    if (push) { history.pushState({ drawer: true }, "", href); }
    const open = new URL(href, location.href).searchParams.get("open");
    for (const row of $$("tr[data-row]")) {
      row.classList.toggle("open", !!open && $("a[data-drawer]", row)?.dataset.drawer === open);
    }
    $(".drawer-body")?.focus();
  } catch (failure) {
    // A page that is being left aborts its fetches too: never answer a failure with a navigation of our own.
    if (failure.name !== "AbortError") { toast("The server did not answer; try again"); }
  }
}

// A page that is being left changes no more: a drawer that arrives late would push its address over the one that is on its way.
addEventListener("beforeunload", () => swapping?.abort());
addEventListener("click", (event) => { if (event.target.closest("a[href]")) { swapping?.abort(); } }, true);

document.addEventListener("click", (event) => {
  const copier = event.target.closest("[data-copy], [data-copy-below]");
  if (copier) { event.preventDefault(); copy(copier.dataset.copy ?? $("pre", copier.parentElement).textContent); return; }
  if (event.target.closest("[data-palette]")) { openPalette(); return; }
  const themed = event.target.closest("[data-theme-switch]");
  if (themed) { event.preventDefault(); switchTheme(themed); return; }
  const plain = !event.ctrlKey && !event.metaKey && !event.shiftKey && event.button === 0;
  const link = event.target.closest("#drawer a[data-drawer], #drawer a[data-close], tr[data-row] a[data-drawer]");
  if (link && plain && $("#drawer")) { event.preventDefault(); swap(link.href, true); return; }
  const row = event.target.closest("tr[data-row]");
  if (row && plain && !event.target.closest("a, button, input") && !getSelection().toString()) { $("a[data-drawer]", row)?.click(); }
  for (const menu of $$("details.menu[open]")) {
    if (!menu.contains(event.target)) { menu.open = false; }
  }
});

addEventListener("popstate", () => { if ($("#drawer")) { swap(location.href, false); } });

function switchTheme(link) {
  const dark = getComputedStyle(document.documentElement).colorScheme === "dark"
    || (getComputedStyle(document.documentElement).colorScheme.includes("light dark") && matchMedia("(prefers-color-scheme: dark)").matches);
  const next = dark ? "light" : "dark";
  document.documentElement.dataset.theme = next;
  document.cookie = `strata-theme=${next}; path=/; max-age=31536000; samesite=lax`;
  link.setAttribute("aria-label", `Use the ${dark ? "dark" : "light"} theme`);
  link.title = link.getAttribute("aria-label");
}

function move(step) {
  const drawerStep = $(`#drawer:not([hidden]) a[data-step="${step > 0 ? "next" : "previous"}"]`);
  if (drawerStep) { if (!drawerStep.classList.contains("off")) { drawerStep.click(); } return; }
  const rows = $$("tr[data-row]");
  if (rows.length === 0) { return; }
  const at = rows.findIndex((row) => row.classList.contains("at"));
  const next = Math.min(rows.length - 1, Math.max(0, at + step));
  rows[at]?.classList.remove("at");
  rows[next].classList.add("at");
  rows[next].scrollIntoView({ block: "nearest" });
}

function dialogOf(id, label) {
  const dialog = document.createElement("dialog");
  dialog.id = id;
  dialog.setAttribute("aria-label", label);
  dialog.addEventListener("click", (event) => { if (event.target === dialog) { dialog.close(); } });
  document.body.append(dialog);
  return dialog;
}

function openPalette() {
  const dialog = $("#palette") ?? dialogOf("palette", "Search");
  const input = document.createElement("input");
  input.setAttribute("aria-label", "Search pages, ids, actions");
  input.placeholder = "A page, a request's id, an action";
  const list = document.createElement("ul");
  list.setAttribute("role", "listbox");
  dialog.replaceChildren(input, list);
  const entries = $$(".rail a[data-key]").map((a) => ({ name: a.title, hint: `g ${a.dataset.key}`, href: a.href }));
  entries.push({ name: "Make a key", hint: "action", href: "/keys" }, { name: "Switch theme", hint: "action", run: () => $("[data-theme-switch]").click() },
    { name: "Failed requests", hint: "filter", href: "/requests?verdict=failed" }, { name: "Limits", hint: "settings", href: "/settings#limits" },
    { name: "Set a price", hint: "action", href: "/prices#set" }, { name: "Make a team", hint: "action", href: "/teams" },
    { name: "Sessions", hint: "traces", href: "/sessions" }, { name: "Users", hint: "traces", href: "/users" }, { name: "Live spans", hint: "traces", href: "/live" }, { name: "Failed traces", hint: "filter", href: "/traces?filter=error" }, { name: "Keyboard", hint: "?", run: openHelp });
  for (const link of $$("tr[data-row] a[data-drawer], tr[data-row] td.wide a").slice(0, 50)) {
    entries.push({ name: link.textContent.trim().slice(0, 120), hint: link.dataset.drawer ? `…${link.dataset.drawer.slice(-6)}` : "on this page", href: link.href });
  }
  let shown = [];
  let at = 0;
  const draw = () => {
    const words = input.value.trim();
    const lower = words.toLowerCase();
    shown = entries.filter((entry) => `${entry.name} ${entry.hint}`.toLowerCase().includes(lower)).slice(0, 12);
    if (/^[0-9a-f]{32}$/i.test(words)) { shown.unshift({ name: `Open trace ${words}`, hint: "id", href: `/traces/${words.toLowerCase()}` }); }
    else if (/^req_/i.test(words)) { shown.unshift({ name: `Open request ${words}`, hint: "id", href: `/requests/${encodeURIComponent(words)}` }); }
    else if (words) { shown.push({ name: `Find “${words}” in requests`, hint: "search", href: `/requests?text=${encodeURIComponent(words)}` }, { name: `Find “${words}” in what was said`, hint: "search", href: `/traces?filter=${encodeURIComponent(`"${words.replace(/["\\\\]/g, "")}"`)}` }); }
    at = Math.min(at, Math.max(0, shown.length - 1));
    list.replaceChildren(...shown.map((entry, index) => {
      const item = document.createElement("li");
      item.setAttribute("role", "option");
      item.setAttribute("aria-selected", String(index === at));
      const link = document.createElement("a");
      link.href = entry.href ?? "#";
      const name = document.createElement("span");
      name.textContent = entry.name;
      const hint = document.createElement("span");
      hint.className = "muted nowrap";
      hint.textContent = entry.hint;
      link.append(name, hint);
      link.addEventListener("click", (event) => { if (entry.run) { event.preventDefault(); dialog.close(); entry.run(); } });
      item.append(link);
      return item;
    }));
  };
  input.addEventListener("input", () => { at = 0; draw(); });
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      at = Math.min(shown.length - 1, Math.max(0, at + (event.key === "ArrowDown" ? 1 : -1)));
      draw();
    } else if (event.key === "Enter") {
      event.preventDefault();
      $$("a", list)[at]?.click();
    }
  });
  draw();
  if (!dialog.open) { dialog.showModal(); }
  input.focus();
}

function openHelp() {
  const dialog = $("#help") ?? dialogOf("help", "Keyboard");
  const keys = [["Ctrl K  /", "search"], ["j  k", "next, previous row"], ["Enter", "open the row"], ["Esc", "close"], ["?", "this list"],
    ...$$(".rail a[data-key]").map((a) => [`g ${a.dataset.key}`, a.title])];
  const list = document.createElement("dl");
  list.className = "keys";
  for (const [key, words] of keys) {
    const line = document.createElement("div");
    const dt = document.createElement("dt");
    const kbd = document.createElement("kbd");
    kbd.textContent = key;
    dt.append(kbd);
    const dd = document.createElement("dd");
    dd.textContent = words;
    line.append(dt, dd);
    list.append(line);
  }
  dialog.replaceChildren(list);
  dialog.showModal();
}

let going = 0;
document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key === "k") { event.preventDefault(); openPalette(); return; }
  const typing = event.target.closest("input, textarea, select, [contenteditable]");
  if (event.key === "Escape") {
    if ($("dialog[open]")) { return; }
    const menu = $("details.menu[open]");
    if (menu) { menu.open = false; return; }
    if (typing) { event.target.blur(); return; }
    $("#drawer:not([hidden]) a[data-close]")?.click();
    return;
  }
  if (typing || event.ctrlKey || event.metaKey || event.altKey || $("dialog[open]")) { return; }
  if (Date.now() - going < 3000) {
    going = 0;
    const area = $(`.rail a[data-key="${CSS.escape(event.key)}"]`);
    if (area) { event.preventDefault(); area.click(); return; }
  }
  switch (event.key) {
    case "g": going = Date.now(); break;
    case "j": event.preventDefault(); move(1); break;
    case "k": event.preventDefault(); move(-1); break;
    case "/": event.preventDefault(); ($("[data-focus-search]") ?? { focus: openPalette }).focus(); break;
    case "?": openHelp(); break;
    case "Enter":
      if (event.target === document.body || event.target.matches("main, .scroll")) { $("tr.at a")?.click(); }
      break;
    default: break;
  }
});

// Tables as CSV: what is shown, a cell that a sheet would run begins with an apostrophe.
function tablesAsCsv(root) {
  for (const table of $$(".scroll > table.rows", root)) {
    const box = table.parentElement;
    if ($(":scope > .csv-button", box)) { continue; }
    const button = make("button", "csv-button", "CSV");
    button.type = "button";
    button.title = "This table as a file";
    button.addEventListener("click", () => {
      const text = (cell) => {
        const plain = (cell.querySelector("time")?.dateTime ?? cell.innerText ?? "").replaceAll(gap, "").replace(/\s+/g, " ").trim();
        const safe = /^[=+\-@\t]/.test(plain) && !/^[-+]?\d/.test(plain) ? `'${plain}` : plain;
        return /[",\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
      };
      const lines = [...table.rows].map((row) => [...row.cells].map(text).join(","));
      const link = make("a");
      link.href = URL.createObjectURL(new Blob([`${lines.join("\r\n")}\r\n`], { type: "text/csv" }));
      link.download = `${(table.dataset.csv ?? box.getAttribute("aria-label") ?? "table").toLowerCase().replace(/[^a-z0-9]+/g, "-")}.csv`;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 1000);
    });
    box.prepend(button);
  }
}

placeLate(document);

// New requests never push away what is being read: a bar says how many there are.
const fresh = $("#fresh[data-newest]");
if (fresh && !new URLSearchParams(location.search).has("to")) {
  const ask = async () => {
    if (!document.hidden) {
      try {
        const answer = await fetch(`/console/api/fresh?newest=${encodeURIComponent(fresh.dataset.newest)}`);
        const { count } = await answer.json();
        fresh.hidden = !(count > 0);
        fresh.textContent = count >= 100 ? "100 or more new" : `${count} new`;
      } catch { fresh.hidden = true; }
    }
    setTimeout(ask, 4000);
  };
  setTimeout(ask, 4000);
}

localTimes(document);
tablesAsCsv(document);
