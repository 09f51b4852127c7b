// The big screen of a ceremony: numbers as the server tells them, and plainly said when they are old.

const main = document.querySelector("main[data-live]");
const one = (name) => main.querySelector(`[data-${name}]`);
const lang = main.dataset.lang;
const names = JSON.parse(main.dataset.names);
// Numbers older than this are said to be: a little before the two seconds that are promised.
const OLD = 1750;
// After so long without a sign of life the stream is begun anew: a dead line does not always say so.
const DEAD = 5000;

let heard = performance.now();
let begun = 0;
let source;
let asking = false;
let last = null;
// What the server's clock is ahead of this one.
let ahead = 0;

const clock = (at) => new Intl.DateTimeFormat("en-GB", { timeZone: "Asia/Shanghai", timeStyle: "medium" }).format(new Date(at));
const text = (localized) => (lang === "en" && localized.en) || localized.zh;
// Touches the page only where something is different.
const set = (element, value) => { if (element.textContent !== String(value)) element.textContent = value; };

function rows(list, wanted) {
  const have = new Map([...list.children].map((row) => [row.dataset.key, row]));
  wanted.forEach(([key, name, count], at) => {
    let row = have.get(key);
    if (!row) {
      row = one("row").content.firstElementChild.cloneNode(true);
      row.dataset.key = key;
    }
    have.delete(key);
    if (list.children[at] !== row) list.insertBefore(row, list.children[at] ?? null);
    set(row.querySelector(".name"), name);
    set(row.querySelector("b"), count);
  });
  have.forEach((row) => row.remove());
}

function show(now) {
  // The slower of two ways may bring what is over.
  if (last && now.as_of < last.as_of) return;
  last = now;
  ahead = Date.parse(now.as_of) - Date.now();
  main.dataset.state = now.state;
  set(one("state-name"), names[now.state]);
  set(one("title"), text(now.title));
  set(one("submitted"), now.totals.submitted);
  const approved = one("approved");
  set(approved, approved.dataset.text.replace("#", now.totals.approved));
  rows(one("venues"), now.totals.venues.map((venue) => [venue.id, venue.label, venue.submitted]));
  rows(one("groups"), now.totals.groups.map((group) => [group.group, text(group.name), group.submitted]));
  one("nobody").hidden = now.totals.groups.length > 0;
  one("down").dataset.oathAt = now.oath_at;
  one("down").hidden = now.state !== "planned" && now.state !== "open";
  one("oath-part").hidden = now.state !== "oath";
  set(one("oath"), text(now.oath));
  const certified = one("certified");
  certified.hidden = !now.certified;
  if (now.certified) {
    set(one("certified-count"), now.certified.totals.submitted);
    const at = one("certified-at");
    set(at, at.dataset.text.replace("#", clock(now.certified.at)));
  }
  alive(now.as_of);
}

function alive(asOf) {
  set(one("as-of"), clock(asOf));
  if (last) last.as_of = asOf;
}

function connect() {
  source?.close();
  begun = performance.now();
  source = new EventSource(main.dataset.live);
  source.addEventListener("totals", (event) => {
    heard = performance.now();
    show(JSON.parse(event.data));
  });
  source.addEventListener("life", (event) => {
    heard = performance.now();
    alive(JSON.parse(event.data).as_of);
  });
}

// Where the stream does not come through, the numbers are asked for.
async function ask() {
  if (asking) return;
  asking = true;
  const asked = performance.now();
  try {
    const answer = await fetch(main.dataset.poll, { cache: "no-store", signal: AbortSignal.timeout(1500) });
    if (answer.ok) {
      show(await answer.json());
      heard = Math.max(heard, asked);
    }
  } catch {
    // The screen says so until there is an answer.
  }
  asking = false;
}

function countDown() {
  const down = one("down");
  const seconds = Math.floor((Date.parse(down.dataset.oathAt) - Date.now() - ahead) / 1000);
  const two = (number) => String(number).padStart(2, "0");
  const left = [seconds / 3600, (seconds / 60) % 60, seconds % 60].map((part) => two(Math.floor(part))).join(":");
  set(one("left"), seconds > 0 ? left : down.dataset.soon);
}

function look() {
  const silent = performance.now() - heard;
  const lost = silent > OLD;
  if (one("lost").hidden === lost) {
    one("lost").hidden = !lost;
    main.toggleAttribute("data-old", lost);
    set(one("lost-at"), one("as-of").textContent);
  }
  if (silent > 1250) ask();
  if (silent > DEAD && performance.now() - begun > DEAD) connect();
  countDown();
}

connect();
setInterval(look, 250);
document.addEventListener("visibilitychange", look);
addEventListener("online", () => connect());
