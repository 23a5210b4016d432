// Pages of traces: the waterfall of a large trace, the panel of a span, completion of filters, live spans, tables as CSV. What is read here is whole without it.
"use strict";

function micros(us) {
  const ms = us / 1000;
  if (ms === 0) { return `0${gap}ms`; }
  if (ms < 0.9995) { return `${Math.round(us)}${gap}µs`; }
  if (ms < 999.5) { return `${ms < 9.95 ? ms.toFixed(1) : Math.round(ms)}${gap}ms`; }
  if (ms < 59950) { return `${(ms / 1000).toFixed(ms < 9995 ? 2 : 1)}${gap}s`; }
  const s = Math.round(ms / 1000);
  const pair = (v, ratio, large, small) => `${Math.floor(v / ratio)}${gap}${large} ${pad(v % ratio)}${gap}${small}`;
  return s < 3600 ? pair(s, 60, "m", "s") : s < 86400 ? pair(Math.floor(s / 60), 60, "h", "m") : pair(Math.floor(s / 3600), 24, "d", "h");
}

const counted = (n) => String(n).replace(/\B(?=(\d{3})+(?!\d))/g, gap);
const svgNs = "http://www.w3.org/2000/svg";

// --- the panel of a span -------------------------------------------------------------------------------------
let opening;
async function openSpan(box, id, push) {
  opening?.abort();
  const mine = opening = new AbortController();
  const panel = document.getElementById("span-panel");
  if (!panel) { return; }
  const team = box.dataset.team ? `?team=${encodeURIComponent(box.dataset.team)}` : "";
  const waiting = setTimeout(() => panel.setAttribute("aria-busy", "true"), 80);
  try {
    const answer = await fetch(`/traces/${box.dataset.trace}/spans/${id}${team}`, { signal: mine.signal, headers: { accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const next = page.getElementById("span-panel");
    if (!next || mine.signal.aborted) { return; }
    const tab = panel.querySelector('input[name="panel"]:checked')?.id;
    localTimes(next);
    panel.replaceChildren(...next.childNodes);
    if (tab) { const same = document.getElementById(tab); if (same) { same.checked = true; } }
    box.dataset.chosen = id;
    const where = new URL(location.href);
    where.searchParams.set("span", id);
    history[push ? "pushState" : "replaceState"]({ span: id }, "", where);
    tablesAsCsv(panel);
  } catch (failure) {
    if (failure.name !== "AbortError") { toast("The server did not answer; try again"); }
  } finally {
    clearTimeout(waiting);
    panel.removeAttribute("aria-busy");
  }
}

// --- the waterfall: all rows in columns of numbers, those in sight as elements --------------------------------
const rowHeight = 24;

function waterfall(box) {
  if (box.dataset.ready) { return; }
  box.dataset.ready = "1";
  const body = box.querySelector(".wf-body");
  body.addEventListener("click", (event) => {
    const row = event.target.closest(".wf-row");
    if (!row || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) { return; }
    event.preventDefault();
    if (event.target.closest(".fold")) { return; }
    const id = new URL(row.href, location.href).searchParams.get("span");
    for (const open of box.querySelectorAll(".wf-row.open")) { open.classList.remove("open"); }
    row.classList.add("open");
    openSpan(box, id, false);
  });
  if (Number(box.dataset.wf) > body.childElementCount) { fetch(box.dataset.rows).then((a) => a.ok ? a.json() : null).then((rows) => { if (rows) { virtual(box, body, rows); } }).catch(() => {}); }
  else { plainKeys(box, body); }
}

function plainKeys(box, body) {
  body.addEventListener("keydown", (event) => {
    const step = event.key === "ArrowDown" || event.key === "j" ? 1 : event.key === "ArrowUp" || event.key === "k" ? -1 : 0;
    if (step === 0) { return; }
    event.preventDefault();
    event.stopPropagation();
    const rows = [...body.querySelectorAll(".wf-row")];
    const next = rows[Math.min(rows.length - 1, Math.max(0, rows.findIndex((r) => r.classList.contains("open")) + step))];
    next?.scrollIntoView({ block: "nearest" });
    next?.click();
  });
}

function virtual(box, body, rows) {
  const total = rows.n.length;
  const folded = new Set();
  let shown = [];
  const at = new Int32Array(total);
  let matches = null;
  const sheet = make("div");
  const pool = [];
  const place = () => {
    shown = [];
    at.fill(-1);
    for (let i = 0; i < total; i++) {
      if (matches && !matches.has(i)) { continue; }
      at[i] = shown.length;
      shown.push(i);
      if (folded.has(i) && !matches) { i += rows.b[i]; }
    }
    sheet.style.height = `${shown.length * rowHeight}px`;
    sheet.style.position = "relative";
  };
  const blank = () => {
    const row = make("a", "wf-row");
    row.setAttribute("role", "treeitem");
    const name = make("span", "wf-name");
    const line = make("span");
    const fold = make("button", "fold");
    fold.type = "button";
    fold.tabIndex = -1;
    fold.addEventListener("click", (event) => { event.preventDefault(); event.stopPropagation(); toggle(Number(row.dataset.i)); });
    const kind = make("i");
    const text = make("span");
    text.dir = "auto";
    const below = make("small", "num");
    line.append(fold, kind, text, below);
    name.append(line);
    const lane = document.createElementNS(svgNs, "svg");
    lane.setAttribute("class", "wf-lane");
    lane.setAttribute("width", "100%");
    lane.setAttribute("height", "20");
    const bar = document.createElementNS(svgNs, "rect");
    for (const [key, value] of [["y", "5"], ["height", "10"], ["rx", "1.5"]]) { bar.setAttribute(key, value); }
    lane.append(bar);
    const took = make("span", "wf-took num");
    const self = make("span", "wf-self num muted");
    row.append(name, lane, took, self);
    sheet.append(row);
    return { row, line, fold, kind, text, below, bar, took, self, of: -1 };
  };
  const fill = (cell, place_) => {
    const i = shown[place_];
    const { row } = cell;
    row.style.transform = `translateY(${place_ * rowHeight}px)`;
    const open = rows.id[i] === box.dataset.chosen;
    row.className = `wf-row${rows.f[i] & 2 ? " critical" : ""}${rows.f[i] & 1 ? " failed" : ""}${open ? " open" : ""}`;
    row.setAttribute("aria-selected", String(open));
    cell.fold.textContent = rows.b[i] === 0 ? "" : folded.has(i) ? "▸" : "▾";
    if (cell.of === i) { return; }
    cell.of = i;
    row.dataset.i = i;
    row.href = `/traces/${box.dataset.trace}?span=${rows.id[i]}`;
    row.setAttribute("aria-level", rows.d[i] + 1);
    cell.line.className = `d${Math.min(rows.d[i], 12)}`;
    cell.kind.className = `kind k-${rows.k[i]}`;
    cell.text.textContent = rows.names[rows.n[i]];
    cell.below.textContent = rows.b[i] ? counted(rows.b[i]) : "";
    cell.bar.setAttribute("x", `${rows.total ? Math.min(100, 100 * rows.s[i] / rows.total) : 0}%`);
    cell.bar.setAttribute("width", `${rows.total ? Math.min(100, Math.max(0.2, 100 * rows.l[i] / rows.total)) : 100}%`);
    cell.took.textContent = micros(rows.l[i]);
    cell.self.textContent = micros(rows.x[i]);
    row.title = `${rows.names[rows.n[i]]}: starts at ${micros(rows.s[i])}, takes ${micros(rows.l[i])}, ${micros(rows.x[i])} of it itself${rows.f[i] & 2 ? ", on the critical path" : ""}${rows.f[i] & 1 ? ", failed" : ""}`;
  };
  let drawing = 0;
  const draw = () => {
    drawing = 0;
    const first = Math.max(0, Math.floor(body.scrollTop / rowHeight) - 8);
    const last = Math.min(shown.length, Math.ceil((body.scrollTop + body.clientHeight) / rowHeight) + 8);
    while (pool.length < last - first) { pool.push(blank()); }
    pool.forEach((cell, i) => {
      cell.row.hidden = i >= last - first;
      if (i < last - first) { fill(cell, first + i); }
    });
  };
  const later = () => { if (!drawing) { drawing = requestAnimationFrame(draw); } };
  function toggle(i) {
    if (rows.b[i] === 0 || matches) { return; }
    if (!folded.delete(i)) { folded.add(i); }
    place();
    draw();
  }
  const select = (i) => {
    const top = at[i] * rowHeight;
    if (top < body.scrollTop) { body.scrollTop = top; } else if (top + rowHeight > body.scrollTop + body.clientHeight) { body.scrollTop = top + rowHeight - body.clientHeight; }
    box.dataset.chosen = rows.id[i];
    draw();
    openSpan(box, rows.id[i], false);
  };
  body.replaceChildren(sheet);
  body.classList.add("virtual", "tall");
  box.querySelector(".wf-more")?.remove();
  place();
  body.addEventListener("scroll", later, { passive: true });
  new ResizeObserver(later).observe(body);
  body.addEventListener("keydown", (event) => {
    const now = at[rows.id.indexOf(box.dataset.chosen)] ?? -1;
    const step = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1, PageDown: 20, PageUp: -20, Home: -total, End: total }[event.key];
    if (step) {
      event.preventDefault();
      event.stopPropagation();
      select(shown[Math.min(shown.length - 1, Math.max(0, now + step))]);
    } else if (event.key === "ArrowLeft" || event.key === "ArrowRight") {
      event.preventDefault();
      const i = shown[Math.max(0, now)];
      if ((event.key === "ArrowLeft") !== folded.has(i)) { toggle(i); }
    }
  });
  const find = box.querySelector("#wf-find");
  const told = box.querySelector(".wf-find [role=status]");
  find?.addEventListener("input", () => {
    const words = find.value.trim().toLowerCase();
    const fits = rows.names.map((name) => name.toLowerCase().includes(words));
    matches = words ? new Set(rows.n.flatMap((n, i) => fits[n] ? [i] : [])) : null;
    told.textContent = matches ? `${counted(matches.size)} of ${counted(total)}` : "";
    body.scrollTop = 0;
    place();
    pool.forEach((cell) => { cell.of = -1; });
    draw();
  });
  const chosen = rows.id.indexOf(box.dataset.chosen);
  if (chosen > 20 && !box.dataset.kept) { body.scrollTop = (chosen - 6) * rowHeight; }
  draw();
  box.dataset.drawn = "1";
  performance.mark("waterfall-drawn");
}

// --- completion of filters ------------------------------------------------------------------------------------
let fieldsAsked;
function completion(input) {
  const list = make("ul", "complete");
  list.hidden = true;
  list.setAttribute("role", "listbox");
  input.parentElement.append(list);
  let items = [];
  let index = -1;
  let asked = 0;
  const close = () => { list.hidden = true; items = []; index = -1; };
  const draw = () => {
    list.replaceChildren(...items.map((item, i) => {
      const li = make("li", "", item.text);
      li.setAttribute("role", "option");
      li.setAttribute("aria-selected", String(i === index));
      li.append(make("span", "num", item.hint));
      li.addEventListener("mousedown", (event) => { event.preventDefault(); take(i); });
      return li;
    }));
    list.hidden = items.length === 0;
    list.children[index]?.scrollIntoView({ block: "nearest" });
  };
  const take = (i) => {
    const item = items[i];
    const caret = input.selectionStart;
    const before = input.value.slice(0, caret - item.typed);
    input.value = before + item.insert + input.value.slice(caret);
    input.selectionStart = input.selectionEnd = before.length + item.insert.length;
    close();
    ask();
  };
  const quoted = (text) => /^[A-Za-z0-9_./:-]+$/.test(text) ? text : `"${text.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;
  const ask = async () => {
    const mine = ++asked;
    const before = input.value.slice(0, input.selectionStart);
    const value = /([a-z_]+)\s*(?:=|!=|~|in\s*\((?:[^)]*,)?)\s*("?)([^\s"(),]*)$/.exec(before);
    fieldsAsked ??= fetch("/strata/v1/traces/fields").then((a) => a.json()).then((a) => a.data).catch(() => []);
    const fields = await fieldsAsked;
    if (mine !== asked) { return; }
    const field = value && fields.find((f) => f.name === value[1] && f.can_group);
    if (field) {
      const where = new URLSearchParams({ field: field.name, limit: "50" });
      const page = new URLSearchParams(location.search);
      const length = page.get("range") ?? (page.get("from") ? null : "24h");
      if (length) { where.set("since", length); } else { for (const end of ["from", "to"]) { if (page.get(end)) { where.set(end, page.get(end)); } } }
      if (page.get("team")) { where.set("team", page.get("team")); }
      try {
        const found = await (await fetch(`/strata/v1/traces/facets?${where}`)).json();
        if (mine !== asked) { return; }
        const typed = value[3].toLowerCase();
        items = (found.data?.[0]?.values ?? []).filter((v) => v.value && v.value.toLowerCase().includes(typed)).slice(0, 12)
          .map((v) => ({ text: v.value, hint: counted(v.count), insert: `${quoted(v.value)} `, typed: value[2].length + value[3].length }));
      } catch { items = []; }
    } else {
      const word = /(?:^|[\s(])([a-z_.]*)$/.exec(before)?.[1] ?? null;
      items = word === null || (word === "" && before.trim() !== "" && !/(and|or|not|\()\s*$/.test(before)) ? []
        : fields.filter((f) => f.name.startsWith(word) && f.name !== word).slice(0, 12).map((f) => ({ text: f.name, hint: f.values, insert: f.name.endsWith(".") ? f.name : `${f.name} `, typed: word.length }));
    }
    index = -1;
    draw();
  };
  input.addEventListener("input", ask);
  input.addEventListener("focus", ask);
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (list.hidden) { return; }
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      index = (index + (event.key === "ArrowDown" ? 1 : items.length)) % items.length;
      draw();
    } else if ((event.key === "Tab" || event.key === "Enter") && index >= 0) {
      event.preventDefault();
      take(index);
    } else if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      close();
    }
  });
}

// --- live ---------------------------------------------------------------------------------------------------
function live(table) {
  const rowsMax = 500;
  const body = table.tBodies[0];
  const told = document.getElementById("live-told");
  const fresh = document.getElementById("live-fresh");
  const pause = document.querySelector("[data-pause]");
  let paused = false;
  let seen = 0;
  let missed = 0;
  let longest = 1;
  let waiting = [];
  const tell = () => { told.textContent = `${counted(seen)} seen${missed ? `, ${counted(missed)} missed: more came than could be shown` : ""}`; };
  const cell = (row, className, ...content) => { const td = make("td", className); td.append(...content); row.append(td); return td; };
  const line = (span) => {
    const row = make("tr", "new");
    const time = make("time", "", span.start);
    time.dateTime = span.start;
    time.dataset.local = "time";
    cell(row, "num nowrap muted", time);
    const link = make("a");
    link.href = `/traces/${span.trace_id}?span=${span.span_id}`;
    link.dir = "auto";
    link.append(make("b", "", span.name || "unnamed"), " ", make("span", "muted", (span.asked ?? "").slice(0, 160)));
    cell(row, "wide", link);
    cell(row, "nowrap extra", span.model ?? span.service ?? "");
    row.dataset.us = span.duration_us;
    longest = Math.max(longest, span.duration_us);
    const bar = document.createElementNS(svgNs, "svg");
    bar.setAttribute("class", `bar${span.status === "error" ? " bad" : ""}`);
    bar.setAttribute("height", "10");
    const rect = document.createElementNS(svgNs, "rect");
    rect.setAttribute("height", "10");
    bar.append(rect);
    cell(row, "latency", bar, make("span", "num", micros(span.duration_us)));
    cell(row, "right num nowrap", span.usage ? `${counted(span.usage.prompt)} → ${counted(span.usage.completion)}` : "–");
    cell(row, "right num nowrap", span.cost_nanos === undefined ? (span.usage ? "unpriced" : "–") : dollars(span.cost_nanos));
    cell(row, `nowrap${span.status === "error" ? " bad" : " muted"}`, span.status === "error" ? `✕ ${span.error_type ?? "failed"}` : span.status === "ok" ? "ok" : "ok, not stated");
    return row;
  };
  const show = () => {
    const lines = waiting.splice(0).map(line);
    localTimes({ querySelectorAll: (selector) => lines.flatMap((l) => [...l.querySelectorAll(selector)]) });
    body.prepend(...lines.reverse());
    while (body.rows.length > rowsMax) { body.deleteRow(-1); }
    for (const row of body.rows) { row.querySelector(".bar rect").setAttribute("width", `${Math.max(0.5, 100 * row.dataset.us / longest)}%`); }
    fresh.hidden = true;
    setTimeout(() => lines.forEach((l) => l.classList.remove("new")), 900);
  };
  const take = () => {
    if (paused || scrollY > 80) {
      if (waiting.length > rowsMax) { waiting.splice(0, waiting.length - rowsMax); }
      fresh.hidden = waiting.length === 0;
      fresh.textContent = `${counted(waiting.length)} new`;
    } else { show(); }
    tell();
  };
  fresh.addEventListener("click", (event) => { event.preventDefault(); show(); scrollTo({ top: 0 }); });
  pause.addEventListener("click", () => {
    paused = !paused;
    pause.setAttribute("aria-pressed", String(paused));
    pause.lastChild.textContent = paused ? "Go on" : "Pause";
    if (!paused) { take(); }
  });
  let timer = 0;
  const source = new EventSource(table.dataset.tail);
  source.addEventListener("span", (event) => { seen++; waiting.push(JSON.parse(event.data)); timer ||= setTimeout(() => { timer = 0; take(); }, 100); });
  source.addEventListener("missed", (event) => { missed += Number(event.data); tell(); });
  source.addEventListener("open", () => { if (seen === 0) { told.textContent = "Watching. New spans appear here."; } });
  source.addEventListener("error", () => { told.textContent = "The connection broke; trying again …"; });
  addEventListener("pagehide", () => source.close());
}

function dollars(nanos) {
  const [whole, part] = [Math.floor(nanos / 1e9), String(nanos % 1e9).padStart(9, "0").replace(/0+$/, "").padEnd(2, "0")];
  return `$${counted(whole)}.${part.replace(/(\d{3})(?=\d)/g, `$1${gap}`)}`;
}

// --- the strip of time: a click goes into a step, a drag into those it went over -----------------------------------
function strip(field) {
  const [from, to, steps] = ["from", "to", "steps"].map((name) => Number(field.dataset[name]));
  const stepOf = (event) => { const box = field.getBoundingClientRect(); return Math.min(steps - 1, Math.max(0, Math.floor(steps * (event.clientX - box.left) / box.width))); };
  const picked = document.createElementNS(svgNs, "rect");
  picked.setAttribute("class", "picked");
  picked.setAttribute("height", "30");
  let begun = -1;
  const mark = (event) => {
    const ends = [begun, stepOf(event)].sort((a, b) => a - b);
    picked.setAttribute("x", `${100 * ends[0] / steps}%`);
    picked.setAttribute("width", `${100 * (ends[1] - ends[0] + 1) / steps}%`);
    return ends;
  };
  field.addEventListener("pointerdown", (event) => { if (event.button === 0) { event.preventDefault(); begun = stepOf(event); field.append(picked); mark(event); field.setPointerCapture(event.pointerId); } });
  const counts = field.dataset.counts.split(" ");
  const title = field.querySelector("title");
  field.addEventListener("pointermove", (event) => {
    if (begun >= 0) { mark(event); return; }
    const at = stepOf(event);
    const [all, bad] = counts[at].split("/");
    const when = new Date(1000 * (from + (to - from) * at / steps));
    title.textContent = `${when.getDate()} ${months[when.getMonth()]} ${pad(when.getHours())}:${pad(when.getMinutes())}: ${counted(all)} ${field.dataset.noun}${bad ? `, ${counted(bad)} failed` : ""}`;
  });
  field.addEventListener("pointerup", (event) => {
    if (begun < 0) { return; }
    const [first, last] = mark(event);
    const where = new URL(location.href);
    for (const gone of ["range", "cursor", "open", "skip"]) { where.searchParams.delete(gone); }
    const moment = (step) => new Date(1000 * (from + (to - from) * step / steps)).toISOString().slice(0, 19) + "Z";
    where.searchParams.set("from", moment(first));
    where.searchParams.set("to", moment(last + 1));
    location.href = where;
  });
}

function prepare(root) {
  for (const field of root.querySelectorAll(".strip svg[data-steps]")) { strip(field); }
  for (const box of root.querySelectorAll(".wf[data-wf]")) { waterfall(box); }
  for (const input of root.querySelectorAll("input[data-complete]")) { completion(input); }
}

document.addEventListener("strata:drawn", (event) => prepare(event.target));
prepare(document);
const liveTable = document.getElementById("live-table");
if (liveTable) { live(liveTable); }
