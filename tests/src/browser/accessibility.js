// What a worker with a small screen, weak eyes, thick fingers or a screen reader would stumble over.
// Returns one line for each thing found. arguments: [minTarget]
const [minTarget] = arguments;
const faults = [];
const roots = [document];
for (const at of roots) for (const element of at.querySelectorAll("*")) if (element.shadowRoot) roots.push(element.shadowRoot);
const all = roots.flatMap((at) => [...at.querySelectorAll("*")]);
const own = (element) => element.getRootNode() !== document || !document.querySelector("rollcall-widget");
const parent = (element) => element.assignedSlot ?? element.parentElement ?? element.getRootNode().host ?? null;
const up = function* (element) { for (let at = element; at; at = parent(at)) yield at; };
const says = (element) => `<${element.localName}${element.id ? "#" + element.id : ""}${
  element.getAttribute("name") ? ` name=${element.getAttribute("name")}` : ""}${
  element.classList.length ? "." + [...element.classList].join(".") : ""}> “${
  (element.innerText ?? element.value ?? "").trim().slice(0, 30)}”`;

// For screen readers only: a pixel in size, or clipped away.
const hiddenForEyes = (element) => [...up(element)].some((at) => {
  const style = getComputedStyle(at);
  const box = at.getBoundingClientRect();
  return style.position === "absolute" && (box.width <= 2 || box.height <= 2 || /inset\(50%\)/.test(style.clipPath) ||
    box.right < 0 || box.bottom + scrollY < 0);
});
const live = all.filter((element) => own(element) && shown(element) && !hiddenForEyes(element));

// Language.
if (!document.documentElement.lang) faults.push("the page has no lang");
for (const at of roots.slice(1)) {
  const first = [...at.children].find((child) => !["STYLE", "LINK", "TEMPLATE", "SCRIPT"].includes(child.tagName));
  if (first && ![...up(first)].some((up) => up.lang)) faults.push("the widget has no lang");
}

// Ids tie labels and errors to fields, so each may stand once.
for (const at of roots) {
  const seen = new Set();
  for (const { id } of at.querySelectorAll("[id]")) {
    if (seen.has(id) && (at !== document || roots.length === 1)) faults.push(`id ${id} stands twice`);
    seen.add(id);
  }
}

// Labels, and references that lead somewhere.
for (const element of live) {
  if (element.matches("input:not([type=hidden],[type=submit],[type=button]), select, textarea")) {
    const labels = [...(element.labels ?? [])].filter((label) => label.textContent.trim());
    if (!labels.length && !element.getAttribute("aria-label")?.trim() && !element.getAttribute("aria-labelledby"))
      faults.push(`no label: ${says(element)}`);
  }
  for (const name of ["aria-describedby", "aria-labelledby", "aria-controls", "aria-errormessage"])
    for (const id of (element.getAttribute(name) ?? "").split(/\s+/).filter(Boolean))
      if (!element.getRootNode().getElementById(id)) faults.push(`${name} leads to #${id}, which is not there: ${says(element)}`);
  if (element.matches("img, svg[role=img]") && !element.hasAttribute("alt") && !element.getAttribute("aria-label") &&
      !element.getAttribute("aria-labelledby") && !element.querySelector("title"))
    faults.push(`picture without a text: ${says(element)}`);
}

// Nothing runs out of the screen, unless it can be scrolled to.
const width = document.documentElement.clientWidth;
const widgets = [...document.querySelectorAll("rollcall-widget")].map((widget) => widget.getBoundingClientRect().right);
if (widgets.some((right) => right > innerWidth + 0.5)) faults.push(`a widget reaches ${Math.max(...widgets)} px on ${innerWidth} px`);
// What a hostile page does to itself is not ours.
if (!widgets.length && document.scrollingElement.scrollWidth > innerWidth)
  faults.push(`the page is ${document.scrollingElement.scrollWidth} px wide on ${innerWidth} px`);
const scrolls = (element) => [...up(element)].some((at) => /auto|scroll/.test(getComputedStyle(at).overflowX));
const words = live.flatMap((element) => [...element.childNodes]
  .filter((node) => node.nodeType === 3 && node.textContent.trim()).map((node) => [element, node]));
for (const [element, node] of words) {
  const range = document.createRange();
  range.selectNodeContents(node);
  const boxes = [...range.getClientRects()];
  if (!scrolls(element) && boxes.some((box) => box.right > width + 1 || box.left < -1))
    faults.push(`text runs out of the screen: ${says(element)}`);
  const size = parseFloat(getComputedStyle(element).fontSize);
  if (boxes.length > 2 && boxes.length >= node.textContent.trim().length - 1 && boxes.every((box) => box.width < 1.5 * size))
    faults.push(`text stands on end, a character a line: ${says(element)}`);
  for (const at of up(element)) {
    const style = getComputedStyle(at);
    if (style.display === "inline" || style.overflowX === "visible") continue;
    const box = at.getBoundingClientRect();
    if (/hidden|clip/.test(style.overflowX) && style.textOverflow !== "ellipsis" && boxes.some((b) => b.right > box.right + 1))
      faults.push(`text is cut off: ${says(element)}`);
    break;
  }
}

// Thick fingers. Links within a sentence are exempt, as in WCAG 2.5.8.
const inSentence = (element) => element.localName === "a" && getComputedStyle(element).display === "inline" &&
  (element.parentElement?.textContent.trim().length ?? 0) > element.textContent.trim().length;
for (const element of live) {
  if (!element.matches("a[href], button, input:not([type=hidden]), select, textarea, summary, [role=button], [role=tab]")) continue;
  if (inSentence(element) || element.closest("[inert]")) continue;
  const boxes = [element, ...(element.matches("[type=checkbox],[type=radio]") ? element.labels ?? [] : [])]
    .map((at) => at.getBoundingClientRect());
  const [wide, high] = [Math.max(...boxes.map((box) => box.width)), Math.max(...boxes.map((box) => box.height))];
  if (wide < minTarget - 0.5 || high < minTarget - 0.5)
    faults.push(`target of ${Math.round(wide)}×${Math.round(high)} px: ${says(element)}`);
}

// Contrast, WCAG AA. A canvas reads any notation of a colour.
const canvas = Object.assign(document.createElement("canvas"), { width: 1, height: 1 }).getContext("2d", { willReadFrequently: true });
const read = new Map();
const colour = (text) => {
  if (!read.has(text)) {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = text;
    canvas.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
    read.set(text, [r, g, b, a / 255]);
  }
  return read.get(text);
};
const over = ([r, g, b, a], [R, G, B]) => [r * a + R * (1 - a), g * a + G * (1 - a), b * a + B * (1 - a), 1];
const light = (c) => c.slice(0, 3).map((v) => v / 255).map((v) => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
  .reduce((sum, v, at) => sum + v * [0.2126, 0.7152, 0.0722][at], 0);
const ground = (element) => {
  const layers = [];
  for (const at of up(element)) {
    const style = getComputedStyle(at);
    if (style.backgroundImage !== "none" && !style.backgroundImage.startsWith("url(")) return null;
    const layer = colour(style.backgroundColor);
    layers.push(layer);
    if (layer[3] === 1) break;
  }
  const dark = getComputedStyle(document.documentElement).colorScheme.includes("dark") && matchMedia("(prefers-color-scheme: dark)").matches;
  return layers.reduceRight((below, layer) => over(layer, below), dark ? [18, 18, 18, 1] : [255, 255, 255, 1]);
};
for (const element of new Set(words.map(([element]) => element))) {
  if (element.closest(":disabled, [aria-disabled=true], option")) continue;
  const behind = ground(element);
  if (!behind) continue;
  const style = getComputedStyle(element);
  const opacity = [...up(element)].reduce((sum, at) => sum * getComputedStyle(at).opacity, 1);
  const [r, g, b, a] = colour(style.color);
  const front = over([r, g, b, a * opacity], behind);
  const [hi, lo] = [light(front), light(behind)].sort((x, y) => y - x);
  const ratio = (hi + 0.05) / (lo + 0.05);
  const size = parseFloat(style.fontSize);
  const least = size >= 24 || (size >= 18.66 && style.fontWeight >= 700) ? 3 : 4.5;
  if (ratio < least) faults.push(`contrast ${ratio.toFixed(2)} below ${least} (${style.color} on rgb(${behind.slice(0, 3).map(Math.round)})): ${says(element)}`);
}
return [...new Set(faults)];
