// Uses the page in a headless Chromium, by keyboard, and compares what it shows with the native program.
// Arguments: Chromium, the page's index.html, the native program.
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { setTimeout as wait } from "node:timers/promises";

const [chromium, page, native] = process.argv.slice(2);
const profile = mkdtempSync(`${tmpdir()}/playground-`);
const browser = spawn(chromium, ["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--remote-debugging-pipe",
  `--user-data-dir=${profile}`], { stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"] });

// The DevTools protocol on a pipe: messages end with a zero byte.
const [, , , commands, messages] = browser.stdio, waiting = new Map(), complaints = [];
let rest = "", count = 0, session;
messages.setEncoding("utf8").on("data", (data) => {
  const parts = (rest + data).split("\0");
  rest = parts.pop();
  for (const { id, method, params, result, error } of parts.map((part) => JSON.parse(part))) {
    if (id) waiting.get(id)(error ? Promise.reject(new Error(error.message)) : result);
    if (method === "Runtime.exceptionThrown") complaints.push(params.exceptionDetails.exception?.description);
    if (method === "Log.entryAdded" && params.entry.level === "error") complaints.push(params.entry.text);
  }
});
const send = (method, params = {}) => new Promise((resolve) => {
  waiting.set(++count, resolve);
  commands.write(`${JSON.stringify({ id: count, method, params, sessionId: session })}\0`);
});
const evaluate = async (expression) => {
  const { result, exceptionDetails } = await send("Runtime.evaluate", { expression, awaitPromise: true, returnByValue: true });
  assert.ok(!exceptionDetails, exceptionDetails?.exception?.description);
  return result.value;
};
const until = async (expression) => {
  for (let tries = 0; tries < 600; ++tries, await wait(50)) if (await evaluate(expression)) return;
  assert.fail(`never so: ${expression}`);
};
const press = async (key, windowsVirtualKeyCode) => {
  for (const type of ["rawKeyDown", "keyUp"]) await send("Input.dispatchKeyEvent", { type, key, windowsVirtualKeyCode });
};
const choose = (slot, name) => evaluate(`{ const select = document.getElementById("${slot}-activation");
  select.value = "${name}"; select.dispatchEvent(new Event("change")); select.value }`);
const reading = (which, part) => evaluate(`document.querySelector('[data-reading="${which}"] .${part}').textContent`);

try {
  const { targetId } = await send("Target.createTarget", { url: "about:blank" });
  session = (await send("Target.attachToTarget", { targetId, flatten: true })).sessionId;
  for (const domain of ["Runtime", "Log", "Page"]) await send(`${domain}.enable`);
  await send("Page.navigate", { url: `file://${page}` });
  await until(`"ready" in (document.documentElement?.dataset ?? {})`);

  // The list is ramp's, and GELU at -4, where Home and Page Up bring the cursor, is the native library's.
  const listed = await evaluate(`[...document.getElementById("first-activation").options].map((each) => each.value)`);
  const names = new Set(execFileSync(native, { maxBuffer: 1 << 26 }).toString().trim().split("\n").map((line) => line.split(" ")[0]));
  assert.deepEqual(listed, [...names]);
  assert.equal(await choose("first", "Mish"), "Mish");
  assert.equal(await choose("first", "GELU"), "GELU");
  await evaluate(`document.getElementById("plot").focus()`);
  await press("Home", 36);
  await press("PageUp", 33);
  await press("PageUp", 33);
  assert.equal(await evaluate(`document.getElementById("plot").ariaValueText`), "x \u22124");
  const exact = JSON.parse(execFileSync(native, ["GELU", "-4"]));
  for (const which of ["value", "derivative"]) {
    assert.equal(await reading(`first ${which}`, "result"), exact[which].shortest);
    assert.equal(await reading(`first ${which}`, "hexadecimal"), exact[which].hexadecimal);
    assert.equal(await reading(`first ${which}`, "distance"), `${Number(Number(exact[which].ulps).toFixed(3))} ulp`);
  }
  await until(`document.getElementById("spoken-point").textContent.includes("GELU: f is \u22120.000127")`);

  // What is not finite can be typed, and what is not a number is said to be wrong.
  const type = (text) => evaluate(`{ const input = document.getElementById("x");
    input.value = "${text}"; input.dispatchEvent(new Event("input")); input.ariaInvalid }`);
  assert.equal(await type("-inf"), "false");
  assert.equal(await reading("first value", "result"), "-0");
  assert.equal(await type("x"), "true");
  assert.equal(await type("-4"), "false");

  // A parameter is ramp's default, moves, and is refused in ramp's words.
  await choose("second", "ELU");
  const alpha = (value) => evaluate(`{ const input = document.getElementById("second-alpha"), before = input.value;
    input.value = "${value}"; input.dispatchEvent(new Event("input")); before }`);
  assert.equal(await alpha("1.5"), "1");
  const scaled = JSON.parse(execFileSync(native, ["ELU", "-4", "1.5"]));
  assert.equal(await reading("second value", "result"), scaled.value.shortest);
  await alpha("-1");
  assert.match(await evaluate(`[...document.querySelectorAll(".error")].map((each) => each.textContent).join("")`), /^ramp::ELU: alpha must be /);
  await alpha("1.5");

  // The networks learn.
  const loss = () => evaluate(`[...document.querySelectorAll(".progress")].map((each) => Number(/loss ([^,]+)/.exec(each.textContent)[1]))`);
  const before = await loss();
  await evaluate(`document.getElementById("run").focus()`);
  await press(" ", 32);
  await until(`Number(/step (\\d+)/.exec(document.querySelector(".progress").textContent)[1]) >= 300`);
  await press(" ", 32);
  assert.equal(await evaluate(`document.getElementById("run").textContent`), "Start");
  const after = await loss();
  assert.equal(after.length, 2);
  after.forEach((value, k) => assert.ok(value < before[k] / 2, `the loss went from ${before[k]} to ${value}`));

  // The picture has both curves and what both networks have learned, and fits a narrow screen.
  await send("Emulation.setDeviceMetricsOverride", { width: 360, height: 800, deviceScaleFactor: 1, mobile: false });
  assert.ok(await evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), "the page is wider than the screen");
  await wait(200);
  const { data } = await send("Page.captureScreenshot", { captureBeyondViewport: true });
  const shown = await evaluate(`(async () => {
    const image = new Image();
    image.src = "data:image/png;base64,${data}";
    await image.decode();
    const canvas = new OffscreenCanvas(image.width, image.height), context = canvas.getContext("2d");
    context.drawImage(image, 0, 0);
    const near = (selector, color) => {
      const { left, top, width, height } = document.querySelector(selector).getBoundingClientRect();
      const hex = getComputedStyle(document.documentElement).getPropertyValue(color).trim();
      const wanted = [1, 3, 5].map((k) => parseInt(hex.slice(k, k + 2), 16));
      const { data } = context.getImageData(left + scrollX, top + scrollY, width, height);
      let count = 0;
      for (let i = 0; i < data.length; i += 4) if (wanted.every((value, k) => Math.abs(value - data[i + k]) < 24)) ++count;
      return count;
    };
    const surface = (k) => ["--class0", "--class1", "--dot0", "--dot1"].map((color) => near("#surfaces figure:nth-child(" + k + ") canvas", color));
    return { plot: [near("#plot", "--first"), near("#plot", "--second")], losses: [near("#losses", "--first"), near("#losses", "--second")],
      surfaces: [surface(1), surface(2)] };
  })()`);
  console.log(JSON.stringify(shown));
  assert.ok(shown.plot.every((pixels) => pixels > 600), "the curves are not there");
  assert.ok(shown.losses.every((pixels) => pixels > 100), "the curves of the loss are not there");
  assert.ok(shown.surfaces.flat().every((pixels) => pixels > 300), "the surfaces are not there");
  assert.deepEqual(complaints, []);
} finally {
  browser.kill();
  await new Promise((resolve) => browser.on("exit", resolve));
  rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
}
