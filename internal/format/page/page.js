"use strict";
(() => {
  const root = document.documentElement;
  const $ = (id) => document.getElementById(id);
  const findings = Array.from(document.querySelectorAll(".finding"));
  const byID = new Map(findings.map((f) => [f.id, f]));
  const picked = { check: new Set(), package: new Set() };
  let current = null;

  // Light and dark: the reader's system decides until the reader does.
  const stored = () => { try { return localStorage.getItem("refvet-theme"); } catch { return null; } };
  const system = matchMedia("(prefers-color-scheme: dark)");
  const applyTheme = () => { root.dataset.theme = stored() || root.dataset.chosen || (system.matches ? "dark" : "light"); };
  const toggleTheme = () => {
    const next = root.dataset.theme === "dark" ? "light" : "dark";
    root.dataset.chosen = next;
    try { localStorage.setItem("refvet-theme", next); } catch { /* not kept */ }
    applyTheme();
  };
  system.addEventListener("change", applyTheme);
  applyTheme();
  $("theme").addEventListener("click", toggleTheme);
  $("keys").addEventListener("click", () => $("help").showModal());
  if (!findings.length) return;

  // The path of a finding exists once it is opened.
  const resized = new ResizeObserver((entries) => entries.forEach((e) => drawArrows(e.target.closest(".finding"))));
  function render(f) {
    const template = f.querySelector(":scope > template");
    if (!template) return;
    f.append(template.content);
    template.remove();
    resized.observe(f.querySelector(".sources"));
    f.querySelector(".prev").addEventListener("click", () => step(f, -1));
    f.querySelector(".next").addEventListener("click", () => step(f, 1));
    f.querySelectorAll(".note").forEach((n) => n.addEventListener("click", () => activate(f, +n.dataset.step)));
  }

  // Arrows go from the number of a step to that of the next one.
  function drawArrows(f) {
    const svg = f && f.querySelector(".arrows");
    if (!svg || !f.open) return;
    svg.querySelectorAll(".arrow").forEach((a) => a.remove());
    const box = svg.getBoundingClientRect();
    const at = Array.from(f.querySelectorAll(".note"))
      .sort((a, b) => a.dataset.step - b.dataset.step)
      .map((n) => {
        const r = n.querySelector(".num").getBoundingClientRect();
        return { x: r.left - box.left, y: r.top - box.top + r.height / 2, r: r.height / 2, step: +n.dataset.step };
      });
    for (let i = 0; i + 1 < at.length; i++) {
      const a = at[i], b = at[i + 1], down = b.y >= a.y;
      const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
      const bow = Math.min(down ? 34 : 22, 9 + Math.abs(b.y - a.y) / 14);
      // Down on the left of the numbers, back up on their right.
      const side = down ? -1 : 1, ax = down ? a.x + 1 : a.x + 2 * a.r - 1, bx = down ? b.x - 1 : b.x + 2 * b.r + 1;
      path.setAttribute("d", `M${ax} ${a.y} C${ax + side * bow} ${a.y} ${bx + side * bow} ${b.y} ${bx} ${b.y}`);
      path.setAttribute("class", "arrow");
      path.dataset.to = b.step;
      path.setAttribute("marker-end", `url(#head-${CSS.escape(f.id)})`);
      svg.append(path);
    }
    light(f);
  }

  function light(f) {
    const n = f.dataset.active;
    f.querySelectorAll("[data-step]").forEach((e) => e.classList.toggle("active", e.dataset.step === n));
    f.querySelectorAll("[data-steps]").forEach((e) => e.classList.toggle("lit", !!n && e.dataset.steps.split(" ").includes(n)));
    f.querySelectorAll(".arrow").forEach((e) => e.classList.toggle("lit", e.dataset.to === n));
  }

  function activate(f, n, scroll = true) {
    const note = f.querySelector(`.note[data-step="${n}"]`);
    if (!note) return;
    f.dataset.active = n;
    light(f);
    address(`${f.id}.${n}`);
    if (scroll) note.scrollIntoView({ block: "center", inline: "nearest" });
  }

  function step(f, by) {
    const count = f.querySelectorAll(".step").length;
    const now = +(f.dataset.active || (by > 0 ? 0 : count + 1));
    activate(f, Math.min(count, Math.max(1, now + by)));
  }

  const address = (id) => history.replaceState(null, "", "#" + id);

  function select(f, scroll = true) {
    if (current) current.classList.remove("current");
    current = f;
    if (!f) return;
    f.classList.add("current");
    f.querySelector("summary").focus({ preventScroll: true });
    if (scroll) f.scrollIntoView({ block: f.open ? "start" : "nearest" });
  }

  function open(f) {
    render(f);
    f.open = true;
    drawArrows(f);
  }

  document.addEventListener("toggle", (e) => {
    const f = e.target;
    if (!f.classList || !f.classList.contains("finding") || !f.open) return;
    render(f);
    drawArrows(f);
  }, true);
  document.addEventListener("click", (e) => {
    const summary = e.target.closest(".finding > summary");
    if (!summary) return;
    const f = summary.parentElement;
    select(f, false);
    if (!f.open) address(f.id);
  });

  // Deep links: #finding, #finding.step.
  function follow() {
    const hash = decodeURIComponent(location.hash.slice(1));
    let f = byID.get(hash), n = 0;
    if (!f) {
      const dot = hash.lastIndexOf(".");
      f = byID.get(hash.slice(0, dot));
      n = +hash.slice(dot + 1);
    }
    if (!f) return;
    if (f.hidden) reset();
    open(f);
    select(f, !n);
    if (n) activate(f, n);
  }
  addEventListener("hashchange", follow);

  // Filters: words anywhere, and groups.
  function apply() {
    const words = $("filter").value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const f of findings) {
      const d = f.dataset;
      f.hidden = !(words.every((w) => d.search.includes(w)) &&
        (!picked.check.size || picked.check.has(d.check)) &&
        (!picked.package.size || picked.package.has(d.package)));
      if (!f.hidden) shown++;
    }
    $("shown").textContent = shown === findings.length ? "" : `${shown} of ${findings.length}`;
    $("none").hidden = shown > 0;
    if (current && current.hidden) select(null);
  }
  function reset() {
    $("filter").value = "";
    for (const [name, set] of Object.entries(picked)) {
      set.clear();
      document.querySelectorAll(`[data-facet="${name}"] button`).forEach((b) => b.setAttribute("aria-pressed", "false"));
    }
    apply();
  }
  let waiting = 0;
  $("filter").addEventListener("input", () => { cancelAnimationFrame(waiting); waiting = requestAnimationFrame(apply); });
  $("clear").addEventListener("click", reset);
  document.querySelectorAll("[data-facet] button").forEach((b) => b.addEventListener("click", () => {
    const set = picked[b.closest("[data-facet]").dataset.facet], value = b.dataset.value;
    if (!set.delete(value)) set.add(value);
    b.setAttribute("aria-pressed", String(set.has(value)));
    apply();
  }));

  const visible = () => findings.filter((f) => !f.hidden);
  $("expand").addEventListener("click", () => {
    const list = visible(), all = list.every((f) => f.open);
    list.forEach((f) => { if (all) f.open = false; else open(f); });
    $("expand").textContent = all ? "open all" : "close all";
  });

  function move(by) {
    const list = visible();
    if (!list.length) return;
    const i = list.indexOf(current);
    select(list[i < 0 ? (by > 0 ? 0 : list.length - 1) : Math.min(list.length - 1, Math.max(0, i + by))]);
  }

  addEventListener("keydown", (e) => {
    if (e.ctrlKey || e.metaKey || e.altKey || $("help").open) return;
    const filter = $("filter");
    if (e.target === filter) {
      if (e.key === "Escape") { if (filter.value) { filter.value = ""; apply(); } else filter.blur(); }
      if (e.key === "Enter") { filter.blur(); move(1); }
      return;
    }
    const keys = {
      j: () => move(1),
      k: () => move(-1),
      n: () => { if (current) { open(current); step(current, 1); } },
      p: () => { if (current) { open(current); step(current, -1); } },
      t: toggleTheme,
      "/": () => { filter.focus(); filter.select(); },
      "?": () => $("help").showModal(),
      Escape: reset,
      Enter: () => {
        if (!current || e.target.closest("button, a, summary")) return false; // theirs
        if (current.open) current.open = false; else open(current);
      },
    };
    if (keys[e.key] && keys[e.key]() !== false) e.preventDefault();
  });

  apply();
  follow();
})();
