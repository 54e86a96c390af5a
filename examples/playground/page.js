// The page: what is chosen, its curves, and its values at a point. All numbers are from playground.cpp.
"use strict";

const $ = (id) => document.getElementById(id);
const copy = (id) => $(id).content.firstElementChild.cloneNode(true);

/// README's table: what an activation's formula and parameters are.
const described = new Map($("activations").textContent.trim().split("\n").map((row) => {
  const [name, , parameters, formula] = row.replaceAll("\\|", "|").slice(2).split(" | ");
  const list = [];
  for (const part of parameters.split(", ").filter(Boolean)) {
    if (part.startsWith(">")) {
      list.at(-1).low = part.startsWith(">=") ? 0 : 0.01;
    } else {
      const [parameter, value] = part.split(" = ");
      list.push({ name: parameter, value: value ?? ["1", "-1"][list.length] });  // no default: values that show a jump
    }
  }
  return [name.replaceAll("`", ""), { parameters: list, formula }];
}));

/// As it is set in books: Greek letters, exponents raised.
function typeset(formula) {
  const greek = { alpha: "α", beta: "β", lambda: "λ", Phi: "Φ", pi: "π", sqrt: "√" };
  const text = shown(formula.replace(/>=/g, "≥").replace(/<=/g, "≤").replace(/alpha|beta|lambda|Phi|\bpi\b|sqrt/g, (word) => greek[word]))
    .replace(/ ([<>≤≥]) /g, "\u00a0$1\u00a0");
  return text.split(/\^(\([^)]*\)|−?\w+)/).map((part, k) => {
    if (k % 2 === 0) return part;
    const raised = document.createElement("sup");
    raised.textContent = part.replace(/^\(|\)$/g, "");
    return raised;
  });
}

/// As a float in C++.
const literal = (value) => (/[.e]/.test(String(value)) ? String(value) : `${value}.0`) + "f";

/// A number as people type it; undefined if it is none.
function typed(text) {
  const plain = text.trim().replace(/\u2212/g, "-").toLowerCase();
  const words = { inf: Infinity, "+inf": Infinity, "-inf": -Infinity, infinity: Infinity, "-infinity": -Infinity, nan: NaN };
  if (Object.hasOwn(words, plain)) return words[plain];
  const value = Number(plain);
  return plain === "" || Number.isNaN(value) ? undefined : value;
}

const brief = (text) => shown(Number(Number(text).toPrecision(3)));

function start(wasm) {
  const c = {
    names: wasm.cwrap("names", "string", []),
    choose: wasm.cwrap("choose", "string", ["number", "number", "number", "number", "number"]),
    at: wasm.cwrap("at", "string", ["number", "number"]),
    curves: wasm.cwrap("curves", "string", ["number", "number", "number"]),
    restart: wasm.cwrap("restart", null, ["number"]),
    learn: wasm.cwrap("learn", null, ["number", "number"]),
    progress: wasm.cwrap("progress", "string", ["number"]),
    surface: wasm.cwrap("surface", "number", ["number", "number", "number"]),
    samples: wasm.cwrap("samples", "number", ["number"]),
  };
  const names = c.names().split("\n");
  const slots = slotNames.map((style, slot) => ({ slot, style, name: "" }));
  const used = () => slots.filter((each) => each.name);
  const training = trainingOf(wasm, c, used);
  let x = -1, ghost = null, reach = 6;

  // Choices.

  function choose(each, name, values) {
    const error = name ? c.choose(each.slot, names.indexOf(name), values.length, values[0] ?? 0, values[1] ?? 0) : "";
    each.fields.querySelector(".error").textContent = error;
    for (const input of each.fields.querySelectorAll("[type=number]")) input.ariaInvalid = String(error !== "");
    if (error) return;
    each.name = name;
    each.label = name + (values.length ? `(${values.map(shown).join(", ")})` : "");
    each.fields.querySelector("code").textContent = name && `ramp::${name}<float> f${values.length ? `(${values.map(literal).join(", ")})` : ""};`;
    each.fields.querySelector(".code").hidden = !name;
    changed();
  }

  function field(each, { name, value, low }, read) {
    const row = copy("parameter");
    const [label, range, number] = row.children;
    const span = Math.max(1, 4 * Math.abs(value));
    label.textContent = name;
    label.htmlFor = number.id = `${each.style}-${name}`;
    range.setAttribute("aria-label", `${name}, by a slider`);
    Object.assign(range, { min: low ?? -span, max: span, step: 0.01, value });
    number.value = value;
    range.oninput = () => { number.value = range.value; read(); };
    number.oninput = () => { range.value = number.value; read(); };
    return row;
  }

  function show(each, name) {
    const { parameters, formula } = described.get(name) ?? { parameters: [], formula: "" };
    each.fields.querySelector(".formula").replaceChildren(...(formula ? ["f(x) = ", ...typeset(formula)] : []));
    const list = each.fields.querySelector(".parameters");
    const read = () => choose(each, name, [...list.querySelectorAll("[type=number]")].map((input) => input.value === "" ? NaN : Number(input.value)));
    list.replaceChildren(...parameters.map((parameter) => field(each, parameter, read)));
    read();
  }

  for (const each of slots) {
    each.fields = copy("choice");
    each.fields.querySelector("legend").append(["Activation", "Compared with"][each.slot], key(each.slot));
    const select = each.fields.querySelector("select");
    select.id = `${each.style}-activation`;
    select.setAttribute("aria-label", ["Activation", "Compared with"][each.slot]);
    if (each.slot === 1) select.append(new Option("nothing", ""));
    select.append(...names.map((name) => new Option(name)));
    select.value = ["GELU", ""][each.slot];
    select.onchange = () => show(each, select.value);
    $("choices").append(each.fields);
  }

  // Curves.

  let panels = [];
  function limits(which) {
    const values = used().flatMap((each) => each.curves[which].lines.flat().map((point) => point[1])).filter(Number.isFinite);
    const clamp = (value) => Math.max(-reach, Math.min(reach, value));
    const low = clamp(Math.min(0, ...values)), high = clamp(Math.max(0.5, ...values)), margin = 0.07 * (high - low);
    return [low - margin, high + margin];
  }

  function drawCurves() {
    const width = Math.max(200, $("plot").clientWidth), left = 46, inner = width - left - 2;
    const heights = [Math.min(380, 0.62 * width), Math.min(210, 0.42 * width)], gap = 18;
    const height = heights[0] + gap + heights[1] + 46;
    const picture = svg("svg", { height, "aria-hidden": "true" });
    panels = [0, 1].map((which) => new Panel(left, which * (heights[0] + gap) + 1, inner, heights[which], [-reach, reach], limits(which)));
    panels.forEach((panel, which) => {
      const xTicks = ticks(-reach, reach, width < 500 ? 6 : 12);
      picture.append(panel.axes(xTicks, ticks(panel.yLow, panel.yHigh, which ? 4 : 7), which && "x", which ? "f\u2032(x)" : "f(x)"));
      picture.append(svg("clipPath", { id: `clip${which}` }, svg("rect", { x: panel.left, y: panel.top, width: inner, height: heights[which] })));
      for (const each of used()) {
        const { lines, values, limits } = each.curves[which];
        const group = svg("g", { class: each.style, "clip-path": `url(#clip${which})` });
        for (const line of lines) group.append(svg("path", { class: "curve", d: panel.path(line) }));
        for (const [style, points] of [["hole", limits], ["dot", values]])
          for (const [px, py] of points) group.append(mark(each.slot, style, panel.x(px), panel.y(py), 4));
        picture.append(group);
      }
    });
    picture.append(svg("g", { id: "cursor" }));
    $("plot").replaceChildren(picture);
    drawCursor();
  }

  function drawCursor() {
    const parts = [];
    for (const [which, panel] of panels.entries()) {
      if (ghost !== null) parts.push(panel.upright("ghost", ghost));
      if (!(Math.abs(x) <= reach)) continue;
      parts.push(panel.upright("cursor", x));
      for (const each of used()) {
        const y = Number(each.reading[which ? "derivative" : "value"].shortest);
        if (y >= panel.yLow && y <= panel.yHigh)
          parts.push(svg("g", { class: each.style }, mark(each.slot, "dot", panel.x(x), panel.y(y), 6)));
      }
    }
    if (ghost !== null) parts.push(svg("text", { class: "middle", x: panels[1].x(ghost), y: panels[1].bottom + 36 }, shown(ghost)));
    $("cursor").replaceChildren(...parts);
  }

  /// x of a place on the screen, as round as the picture is fine.
  function pointed(event) {
    const [panel] = panels;
    const raw = panel.xAt(event.clientX - $("plot").getBoundingClientRect().left);
    const step = 10 ** Math.floor(Math.log10(reach / 60));
    return Number((Math.round(Math.max(-reach, Math.min(reach, raw)) / step) * step).toPrecision(6));
  }

  $("plot").onpointerdown = (event) => { $("plot").setPointerCapture(event.pointerId); ghost = null; moveTo(pointed(event)); };
  $("plot").onpointermove = (event) => {
    if (event.buttons) return moveTo(pointed(event));
    ghost = pointed(event);
    drawCursor();
  };
  $("plot").onpointerleave = () => { ghost = null; drawCursor(); };
  $("plot").onkeydown = (event) => {
    const step = reach / 60, here = Number.isFinite(x) ? Math.max(-reach, Math.min(reach, x)) : 0;
    const targets = {
      ArrowLeft: here - step, ArrowDown: here - step, ArrowRight: here + step, ArrowUp: here + step,
      PageDown: here - 10 * step, PageUp: here + 10 * step, Home: -reach, End: reach,
    };
    if (!(event.key in targets) || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    moveTo(Number((Math.round(Math.max(-reach, Math.min(reach, targets[event.key])) / step) * step).toPrecision(6)));
  };

  // Values at a point.

  const distance = (ulps) => Number.isFinite(ulps) ? `${ulps < 1000 ? Number(ulps.toFixed(3)) : brief(ulps)} ulp` : "not defined";

  let speaking;
  function readPoint() {
    const cards = [];
    for (const each of used()) {
      each.reading = JSON.parse(c.at(each.slot, x));
      for (const [which, symbol] of [["value", "f"], ["derivative", "f\u2032"]]) {
        const { shortest, hexadecimal, exact, ulps } = each.reading[which];
        const card = copy("reading");
        card.dataset.reading = `${each.style} ${which}`;
        card.querySelector("h3").append(key(each.slot), `${each.label}: ${symbol}(${shown(each.reading.x.shortest)})`);
        card.querySelector(".result").textContent = shortest;
        card.querySelector(".hexadecimal").textContent = hexadecimal;
        card.querySelector(".exact").textContent = exact;
        card.querySelector(".distance").textContent = distance(Number(ulps));
        cards.push(card);
      }
    }
    $("readings").replaceChildren(...cards);
    const { shortest, hexadecimal } = slots[0].reading.x;
    $("x-note").textContent = `the float ${shortest} = ${hexadecimal}`;
    const plot = $("plot");
    plot.ariaValueMin = -reach;
    plot.ariaValueMax = reach;
    plot.ariaValueNow = Math.max(-reach, Math.min(reach, x || 0));
    plot.ariaValueText = `x ${shown(shortest)}`;
    clearTimeout(speaking);
    speaking = setTimeout(() => {
      $("spoken-point").textContent = `x ${shown(shortest)}. ` + used().map(({ label, reading: { value, derivative } }) =>
        `${label}: f is ${brief(value.shortest)}, ${distance(Number(value.ulps))}; the derivative is ${brief(derivative.shortest)}, ${distance(Number(derivative.ulps))}.`).join(" ");
    }, 500);
  }

  function moveTo(to, field = true) {
    x = to;
    if (field) {
      $("x").value = x;
      $("x").ariaInvalid = "false";
    }
    readPoint();
    drawCursor();
  }

  $("x").oninput = () => {
    const value = typed($("x").value);
    $("x").ariaInvalid = String(value === undefined);
    if (value === undefined) $("x-note").textContent = "a number, inf or nan is wanted";
    else moveTo(value, false);
  };

  $("reach").oninput = () => {
    reach = [1, 2, 4, 6, 10, 20, 40, 60, 100][$("reach").value];
    const range = `\u2212${reach} to ${reach}`;
    $("reach").setAttribute("aria-valuetext", range);
    $("reach-shown").textContent = range;
    redraw();
  };

  // All of it.

  function redraw() {
    for (const each of used()) each.curves = JSON.parse(c.curves(each.slot, reach, 480));
    readPoint();
    drawCurves();
  }

  function changed() {
    $("legend").replaceChildren(...used().map((each) => {
      const entry = document.createElement("span");
      entry.append(key(each.slot), each.label);
      return entry;
    }));
    redraw();
    training.begin();
  }

  $("x").value = x;
  for (const each of slots) show(each, each.fields.querySelector("select").value);
  $("reach").oninput();
  new ResizeObserver(() => { drawCurves(); training.drawLosses(); }).observe($("plot"));
  document.documentElement.dataset.ready = "";
}

ramp().then(start, (error) => {
  document.querySelector("main").textContent = `This page needs WebAssembly with SIMD and exceptions, which this browser does not run: ${error.message}`;
});
