// The networks that learn with the chosen activations: what they have learned of the plane, and their losses.
"use strict";

/// Trains in the slots that `used` gives; `c` are playground.cpp's functions.
function trainingOf(wasm, c, used) {
  const reducedMotion = matchMedia("(prefers-reduced-motion: reduce)");
  let running = false, next = 0, lastDrawn = 0;
  const side = 96, plane = 1.15, square = new OffscreenCanvas(side, side);
  const color = (name) => {
    const hex = getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
    return [1, 3, 5].map((k) => parseInt(hex.slice(k, k + 2), 16));
  };

  function drawSurface(each) {
    const canvas = each.figure.querySelector("canvas"), context = canvas.getContext("2d");
    const pixels = new ImageData(side, side), ends = [color("class0"), color("middle"), color("class1")];
    const first = c.surface(each.slot, side, plane) / 4;
    for (let i = 0; i < side * side; ++i) {
      const probability = 1 / (1 + Math.exp(-wasm.HEAPF32[first + i])) || 0, upper = probability > 0.5 ? 1 : 0;
      const part = 2 * probability - upper;
      for (let k = 0; k < 3; ++k) pixels.data[4 * i + k] = ends[upper][k] + part * (ends[upper + 1][k] - ends[upper][k]);
      pixels.data[4 * i + 3] = 255;
    }
    square.getContext("2d").putImageData(pixels, 0, 0);
    context.drawImage(square, 0, 0, canvas.width, canvas.height);

    const from = c.samples(each.slot) / 4, count = wasm.HEAPF32[from];
    const dots = ["dot0", "dot1"].map((name) => `rgb(${color(name)})`);
    for (let i = 0; i < count; ++i) {
      const [px, py, label] = wasm.HEAPF32.subarray(from + 1 + 3 * i, from + 4 + 3 * i);
      const left = (px / plane + 1) * canvas.width / 2, top = (1 - py / plane) * canvas.height / 2;
      context.fillStyle = dots[label];
      if (label) {
        context.fillRect(left - 2.6, top - 2.6, 5.2, 5.2);
      } else {
        context.beginPath();
        context.arc(left, top, 3, 0, 7);
        context.fill();
      }
    }
  }

  function drawLosses() {
    const width = Math.max(200, $("losses").clientWidth), height = Math.min(380, 0.7 * width), left = 52;
    const curves = used().map((each) => [each, each.losses.filter(([, loss]) => loss > 0 && Number.isFinite(loss))
      .map(([step, loss]) => [step, Math.log10(loss)])]);
    const all = curves.flatMap(([, points]) => points), logs = all.map(([, log]) => log);
    const last = Math.max(100, ...all.map(([step]) => step));
    const range = [Math.floor(Math.min(-1, ...logs)), Math.ceil(Math.max(0, ...logs))];
    const panel = new Panel(left, 1, width - left - 2, height, [0, last], range);
    const powers = ticks(...range, Math.min(6, range[1] - range[0])).filter(Number.isInteger);
    const picture = svg("svg", { height: height + 46, "aria-hidden": "true" },
      panel.axes(ticks(0, last, width < 400 ? 3 : 6), powers, "steps", "", (power) => shown(Number(`1e${power}`))));
    for (const [each, points] of curves.filter(([, points]) => points.length)) {
      const [step, log] = points.at(-1);
      picture.append(svg("g", { class: each.style }, svg("path", { class: "curve", d: panel.path(points) }),
        mark(each.slot, "dot", panel.x(step), panel.y(log))));
    }
    $("losses").replaceChildren(picture);
  }

  function measure() {
    for (const each of used()) {
      each.progress = JSON.parse(c.progress(each.slot));
      if (each.losses.length > 1000) each.losses = each.losses.filter((_, k) => k % 2 === 0);  // as fine as the picture
      each.losses.push([each.progress.steps, Number(each.progress.loss)]);
    }
  }

  function draw() {
    for (const each of used()) {
      const { steps, loss, accuracy } = each.progress;
      const text = `step ${steps}: loss ${brief(loss)}, ${(100 * accuracy).toFixed(1)} % right`;
      each.figure.querySelector(".progress").textContent = text;
      each.figure.querySelector("canvas").ariaLabel = `What the network with ${each.label} has learned of the two spirals: ${text}`;
      drawSurface(each);
    }
    $("losses").ariaLabel = "Curves of the loss: " + used().map((each) => `${each.label}, now ${brief(each.progress.loss)}`).join("; ");
    drawLosses();
  }

  function speak(prefix) {
    $("spoken-training").textContent = prefix + used().map((each) =>
      `${each.label}: ${each.figure.querySelector(".progress").textContent}.`).join(" ");
  }

  function learn(steps) {
    const before = used()[0].progress.steps;
    for (const each of used())
      for (let k = 0; k < steps; ++k) c.learn(each.slot, 10 ** Number($("rate").value));
    measure();
    if (Math.floor(before / 500) !== Math.floor((before + steps) / 500)) speak("");
  }

  function frame(now) {
    learn(Number($("speed").value));
    if (!reducedMotion.matches || now - lastDrawn > 1000) {
      lastDrawn = now;
      draw();
    }
    next = requestAnimationFrame(frame);
  }

  $("run").onclick = () => {
    running = !running;
    $("run").textContent = running ? "Pause" : "Start";
    draw();
    speak(running ? "Started. " : "Paused. ");
    if (running) next = requestAnimationFrame(frame);
    else cancelAnimationFrame(next);
  };
  $("step").onclick = () => { learn(1); draw(); speak(""); };
  $("reset").onclick = () => { restart(); speak("Reset. "); };
  $("rate").oninput = () => {
    const rate = brief(10 ** Number($("rate").value));
    $("rate-shown").textContent = Number(rate).toPrecision(2);
    $("rate").setAttribute("aria-valuetext", rate);
  };

  function restart() {
    for (const each of used()) {
      c.restart(each.slot);
      each.losses = [];
    }
    measure();
    draw();
  }

  /// With the activations that are now chosen.
  function begin() {
    $("surfaces").replaceChildren(...used().map((each) => {
      each.figure = copy("surface");
      each.figure.querySelector("figcaption").append(key(each.slot), each.label);
      return each.figure;
    }));
    restart();
  }

  $("rate").oninput();
  matchMedia("(prefers-color-scheme: dark)").onchange = draw;
  return { begin, drawLosses };
}
