// The overlay's page: writes down what the events say, and counts the flash price's time down.
"use strict";

const body = document.body;
const LOST = 12000; // ms without a line after which nothing is shown rather than something old
const part = (name) => document.querySelector(`[data-of="${name}"]`);
let ahead = 0; // how far (ms) the server's clock is ahead of ours
let ends = null;
let began = 0;
let lost = null;

function write(name, text) {
  const place = part(name);
  if (place.textContent !== text) place.textContent = text;
}

function options(list) {
  part("options").replaceChildren(
    ...list.map((option) => {
      const item = document.createElement("li");
      item.textContent = option.name;
      item.classList.toggle("out", option.gone);
      return item;
    }),
  );
}

function show(seen) {
  ahead = seen.now - Date.now();
  body.dataset.state = seen.state;
  if (seen.state === "shown" || seen.state === "paused") {
    for (const name of ["code", "title", "stock", "price"]) write(name, seen[name]);
    write("was", seen.was ?? "");
    options(seen.options);
    const drawn = part("qr");
    drawn.setAttribute("viewBox", `-4 -4 ${seen.side + 8} ${seen.side + 8}`);
    drawn.querySelector("path").setAttribute("d", seen.qr);
    body.classList.toggle("gone", seen.left === 0);
    body.classList.toggle("few", seen.left > 0 && seen.left <= 3);
    body.classList.toggle("flash", seen.was !== null);
    if (seen.until !== ends) began = seen.now;
    ends = seen.until;
  } else {
    ends = null;
  }
  tick();
}

function tick() {
  const rest = ends === null ? 0 : Math.max(0, ends - Date.now() - ahead);
  body.classList.toggle("ticking", ends !== null && rest > 0);
  body.classList.toggle("hurry", rest > 0 && rest < 10000);
  const seconds = Math.ceil(rest / 1000);
  write("clock", `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`);
  const share = ends > began ? rest / (ends - began) : 0;
  document.querySelector(".rest").style.transform = `scaleX(${share.toFixed(4)})`;
}

function found() {
  clearTimeout(lost);
  lost = null;
  body.classList.remove("lost");
}

function listen() {
  const line = new EventSource(body.dataset.events);
  line.onopen = found;
  line.onmessage = (event) => show(JSON.parse(event.data));
  line.onerror = () => {
    lost ??= setTimeout(() => body.classList.add("lost"), LOST);
    if (line.readyState === EventSource.CLOSED) {
      line.close();
      setTimeout(listen, 2000);
    }
  };
}

setInterval(tick, 250);
listen();
