// A pad to sign on, by finger, pen, mouse or keys: arrows move, space sets the pen down and lifts it. Needs no program:
// <div data-sign><canvas tabindex="0"></canvas><input type="hidden" name="signature"><button type="button">…</button></div>
// The field holds the strokes as the `d` of an SVG path in a box of 400 by 160, once they are more than a slip; the button
// clears it. `data-sign` is set to `on`, and there is
// `data-signed` while there is a signature.
const W = 400, H = 160, MOST = 3600, STEP = 3, KEY = 8, INK = 60;
const KEYS = { ArrowLeft: [-KEY, 0], ArrowRight: [KEY, 0], ArrowUp: [0, -KEY], ArrowDown: [0, KEY] };
const inside = (value, most) => Math.max(0, Math.min(most, Math.round(value)));
const path = (strokes) => strokes.map(([[x, y], ...rest]) => {
  let text = `M${x} ${y}`, mark = "l";
  for (const [nx, ny] of rest) { text += `${mark}${nx - x} ${ny - y}`; [x, y, mark] = [nx, ny, " "]; }
  return text;
}).join("");

// The way of the pen, as the server measures it.
const ink = (strokes) => strokes.reduce((sum, one) => one.reduce(([all, [x, y]], [nx, ny]) => [all + Math.max(Math.abs(nx - x), Math.abs(ny - y)), [nx, ny]], [sum, one[0]])[0], 0);

export const sign = (pad) => {
  const [canvas, field, clear] = ["canvas", "input", "button"].map((one) => pad.querySelector(one));
  const pen = canvas.getContext("2d");
  let strokes = [], stroke = null, at = [W / 4, H / 2], keys = false;
  [canvas.width, canvas.height] = [2 * W, 2 * H];
  const draw = () => {
    pen.setTransform(2, 0, 0, 2, 0, 0);
    pen.clearRect(0, 0, W, H);
    pen.strokeStyle = pen.fillStyle = getComputedStyle(canvas).color;
    Object.assign(pen, { lineWidth: 3, lineCap: "round", lineJoin: "round" });
    pen.stroke(new Path2D(path(strokes)));
    if (keys) pen.fillRect(at[0] - 3, at[1] - 3, 6, 6);
  };
  const told = () => {
    // A long one keeps its shape with half of its points.
    while (path(strokes).length > MOST) strokes = strokes.map((one) => one.filter((_, n) => n % 2 === 0 || n === one.length - 1));
    field.value = ink(strokes) < INK ? "" : path(strokes);
    pad.toggleAttribute("data-signed", !!field.value);
    field.dispatchEvent(new Event("input", { bubbles: true }));
    draw();
  };
  const begin = () => strokes.push((stroke = [at]));
  const go = (to) => { at = to; if (stroke) stroke.push(at); draw(); };
  const place = ({ clientX, clientY }) => {
    const box = canvas.getBoundingClientRect();
    return [inside(((clientX - box.left) / box.width) * W, W), inside(((clientY - box.top) / box.height) * H, H)];
  };
  const lift = () => { if (stroke) { stroke = null; told(); } };
  canvas.onpointerdown = (event) => { keys = false; at = place(event); begin(); canvas.setPointerCapture(event.pointerId); };
  canvas.onpointermove = (event) => {
    const to = place(event);
    if (stroke && Math.hypot(to[0] - at[0], to[1] - at[1]) >= STEP) go(to);
  };
  canvas.onpointerup = canvas.onpointercancel = canvas.onblur = lift;
  canvas.onkeydown = (event) => {
    const step = KEYS[event.key];
    if (step) { keys = true; go([inside(at[0] + step[0], W), inside(at[1] + step[1], H)]); if (stroke) told(); }
    else if (event.key === " ") { keys = true; if (stroke) lift(); else begin(); draw(); }
    else return;
    event.preventDefault();
  };
  clear.onclick = () => { [strokes, stroke, keys] = [[], null, false]; told(); };
  draw();
  pad.dataset.sign = "on";
};
