// SVG pictures: axes with ticks, and curves in them.
"use strict";

/// Of the two activations, in styles and in the elements' names.
const slotNames = ["first", "second"];

const svg = (name, attributes = {}, ...children) => {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
};

/// As a reader expects it, with a true minus sign.
const shown = (text) => String(text).replace(/-/g, "\u2212");

/// Round numbers within a range, about `count` of them.
const ticks = (low, high, count) => {
  const rough = (high - low) / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * [1, 2, 5, 10].find((factor) => factor * power >= rough);
  const first = Math.ceil(low / step - 1e-9);
  return Array.from({ length: Math.floor(high / step + 1e-9) - first + 1 }, (_, k) => Number(((first + k) * step).toPrecision(6)));
};

/// A rectangle of a picture and the coordinates in it.
class Panel {
  constructor(left, top, width, height, [xLow, xHigh], [yLow, yHigh]) {
    Object.assign(this, { left, top, right: left + width, bottom: top + height, xLow, xHigh, yLow, yHigh });
  }
  x(x) { return this.left + ((x - this.xLow) / (this.xHigh - this.xLow)) * (this.right - this.left); }
  y(y) { return this.bottom - ((y - this.yLow) / (this.yHigh - this.yLow)) * (this.bottom - this.top); }
  xAt(place) { return this.xLow + ((place - this.left) / (this.right - this.left)) * (this.xHigh - this.xLow); }

  path(points) {
    return "M" + points.map(([x, y]) => `${this.x(x).toFixed(2)} ${this.y(y).toFixed(2)}`).join("L");
  }
  upright(style, x) {
    return svg("line", { class: style, x1: this.x(x), x2: this.x(x), y1: this.top, y2: this.bottom });
  }
  level(style, y) {
    return svg("line", { class: style, x1: this.left, x2: this.right, y1: this.y(y), y2: this.y(y) });
  }

  /// `xName` tells whether the ticks of x are labelled; `yText` writes those of y.
  axes(xTicks, yTicks, xName, yName, yText = shown) {
    const group = svg("g");
    for (const x of xTicks) group.append(this.upright(x === 0 ? "axis" : "grid", x));
    for (const y of yTicks) {
      group.append(this.level(y === 0 ? "axis" : "grid", y));
      group.append(svg("text", { class: "end", x: this.left - 8, y: this.y(y) + 4 }, yText(y)));
    }
    group.append(svg("rect", { class: "frame", x: this.left, y: this.top, width: this.right - this.left, height: this.bottom - this.top }));
    if (xName) {
      for (const x of xTicks) group.append(svg("text", { class: "middle", x: this.x(x), y: this.bottom + 18 }, shown(x)));
      group.append(svg("text", { class: "label end", x: this.right, y: this.bottom + 38 }, xName));
    }
    group.append(svg("text", { class: "label", x: this.left + 10, y: this.top + 22 }, yName));
    return group;
  }
}

/// Round for the first activation, square for the second.
const mark = (slot, style, x, y, size = 4.5) => slot === 0
  ? svg("circle", { class: style, cx: x, cy: y, r: size })
  : svg("rect", { class: style, x: x - size, y: y - size, width: 2 * size, height: 2 * size });

/// The line that stands for an activation wherever its name is.
const key = (slot) => svg("svg", { class: slotNames[slot], viewBox: "0 0 34 8", "aria-hidden": "true", style: "width: 34px" },
  svg("line", { class: "curve", x1: 0, x2: 34, y1: 4, y2: 4 }));
