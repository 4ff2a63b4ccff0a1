// Points of two rates on logarithmic axes. A click, or Enter on a point, chooses it; arrow keys walk the points.
// Rare words have like rates and lie on one another: a second click chooses the next one of those.
const NS = "http://www.w3.org/2000/svg";
const SIZE = { width: 640, height: 520, left: 58, right: 16, top: 12, bottom: 46 };
const LABELS = 60;
const NEAR = 5;

function element(name, attributes, text) {
  const made = document.createElementNS(NS, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  if (text !== undefined) made.textContent = text;
  return made;
}

function scale(values, from, to) {
  const low = Math.log10(Math.min(...values)) - 0.08;
  const high = Math.log10(Math.max(...values)) + 0.08;
  const place = (value) => from + ((Math.log10(value) - low) / (high - low || 1)) * (to - from);
  const ticks = [];
  for (let power = Math.ceil(low); power <= high; power += 1) ticks.push(10 ** power);
  return { place, ticks };
}

function axes(svg, x, y, names) {
  const floor = SIZE.height - SIZE.bottom;
  for (const tick of x.ticks) {
    svg.append(element("line", { x1: x.place(tick), x2: x.place(tick), y1: SIZE.top, y2: floor, class: "grid" }));
    svg.append(element("text", { x: x.place(tick), y: floor + 16, class: "tick", "text-anchor": "middle" }, tick));
  }
  for (const tick of y.ticks) {
    const at = y.place(tick);
    svg.append(element("line", { x1: SIZE.left, x2: SIZE.width - SIZE.right, y1: at, y2: at, class: "grid" }));
    svg.append(element("text", { x: SIZE.left - 6, y: at + 4, class: "tick", "text-anchor": "end" }, tick));
  }
  const middle = (SIZE.left + SIZE.width - SIZE.right) / 2;
  svg.append(element("text", { x: middle, y: SIZE.height - 8, class: "name", "text-anchor": "middle" }, names[0]));
  const turned = { x: 0, y: 0, transform: `translate(14 ${floor / 2}) rotate(-90)`, "text-anchor": "middle" };
  svg.append(element("text", { ...turned, class: "name" }, names[1]));
}

function free(box, taken) {
  const inside = box.x > SIZE.left && box.x + box.width < SIZE.width && box.y > 0;
  const clear = (other) =>
    box.x + box.width < other.x || other.x + other.width < box.x ||
    box.y + box.height < other.y || other.y + other.height < box.y;
  return inside && taken.every(clear);
}

function render({ model, el }) {
  let marks = [];
  const svg = element("svg", { viewBox: `0 0 ${SIZE.width} ${SIZE.height}`, class: "sw-scatter" });
  el.append(svg);

  function choose(at) {
    model.set("chosen", model.get("points")[at].name);
    model.save_changes();
  }

  function clicked(at) {
    const place = (mark) => [Number(mark.getAttribute("cx")), Number(mark.getAttribute("cy"))];
    const here = place(marks[at]);
    const near = marks.flatMap((mark, other) => {
      const there = place(mark);
      return Math.hypot(there[0] - here[0], there[1] - here[1]) <= NEAR ? [other] : [];
    });
    const points = model.get("points");
    const before = near.findIndex((other) => points[other].name === model.get("chosen"));
    choose(near[(before + 1) % near.length]);
  }

  function show() {
    const points = model.get("points");
    const chosen = Math.max(0, points.findIndex((point) => point.name === model.get("chosen")));
    marks.forEach((mark, at) => {
      const is = at === chosen && points[at].name === model.get("chosen");
      mark.setAttribute("aria-selected", is);
      mark.setAttribute("tabindex", at === chosen ? 0 : -1);
      mark.setAttribute("r", is ? 7 : 4);
    });
  }

  function walk(event, at) {
    const steps = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
    const ends = { Home: 0, End: marks.length - 1 };
    let to = event.key in steps ? at + steps[event.key] : ends[event.key];
    if (event.key === "Enter" || event.key === " ") choose(at);
    else if (to === undefined) return;
    else marks[Math.min(Math.max(to, 0), marks.length - 1)].focus();
    event.preventDefault();
    event.stopPropagation();
  }

  function draw() {
    const points = model.get("points");
    svg.replaceChildren();
    marks = [];
    if (!points.length) return;
    const x = scale(points.map((point) => point.x), SIZE.left, SIZE.width - SIZE.right);
    const y = scale(points.map((point) => point.y), SIZE.height - SIZE.bottom, SIZE.top);
    axes(svg, x, y, model.get("names"));
    const group = element("g", { role: "listbox", "aria-label": model.get("title") });
    const taken = points.map((point) => ({ x: x.place(point.x) - 5, y: y.place(point.y) - 5, width: 10, height: 10 }));
    points.forEach((point, at) => {
      const place = { cx: x.place(point.x), cy: y.place(point.y) };
      const mark = element("circle", { ...place, r: 4, role: "option", "aria-label": point.told, class: point.side });
      mark.append(element("title", {}, point.told));
      mark.addEventListener("click", () => clicked(at));
      mark.addEventListener("keydown", (event) => walk(event, at));
      marks.push(mark);
      group.append(mark);
    });
    svg.append(group);
    points.slice(0, LABELS).forEach((point) => {
      const label = element("text", { x: x.place(point.x) + 7, y: y.place(point.y) + 4, class: "word" }, point.name);
      label.setAttribute("aria-hidden", "true");
      svg.append(label);
      const box = label.getBBox();
      if (free(box, taken)) taken.push(box);
      else label.remove();
    });
    show();
  }

  model.on("change:points", draw);
  model.on("change:chosen", show);
  requestAnimationFrame(draw); // once the page has given it a size, so that labels can be measured
}

export default { render };
