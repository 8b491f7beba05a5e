// Small tools to build the page: elements, icons, flags, times and prices.
const SVG = "http://www.w3.org/2000/svg";

/** An element with properties (`class`, `on…` listeners, attributes) and children. */
export function el(tag, props = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (name === "text") made.textContent = value;
    else made.setAttribute(name, value === true ? "" : value);
  }
  made.append(
    ...children.flat().filter((child) => child !== null && child !== undefined && child !== false),
  );
  return made;
}

const ICONS = {
  send: '<path d="M4 12 20 4l-5 16-3.5-6.5z" fill="currentColor" stroke="none"/><path d="m11.5 13.5 4-4.5" stroke="var(--bar)"/>',
  clip: '<path d="m20 11-8 8a5 5 0 0 1-7-7l8.5-8.5a3.4 3.4 0 0 1 5 5L10 17a1.8 1.8 0 0 1-2.6-2.6L15 7"/>',
  more: '<g fill="currentColor" stroke="none"><circle cx="12" cy="5" r="2"/><circle cx="12" cy="12" r="2"/><circle cx="12" cy="19" r="2"/></g>',
  close: '<path d="m6 6 12 12M18 6 6 18"/>',
  out: '<path d="M8 16 17 7M9 7h8v8"/>',
  copy: '<rect x="8" y="8" width="12" height="12" rx="2"/><path d="M16 8V5a1 1 0 0 0-1-1H5a1 1 0 0 0-1 1v10a1 1 0 0 0 1 1h3"/>',
  file: '<path d="M6 3h8l5 5v13H6z"/><path d="M14 3v5h5M9 13h7M9 17h5"/>',
  check: '<path d="m5 12.5 4.5 4.5L19 7.5" stroke-width="3"/>',
  block: '<circle cx="12" cy="12" r="8.5"/><path d="m6 6 12 12"/>',
  link: '<path d="M10 14a4 4 0 0 0 6 0l3-3a4 4 0 0 0-6-6l-1 1M14 10a4 4 0 0 0-6 0l-3 3a4 4 0 0 0 6 6l1-1"/>',
  reply: '<path d="M10 6 4 12l6 6M4 12h10a6 6 0 0 1 6 6"/>',
  edit: '<path d="m4 20 1-5L16 4l4 4L9 19z"/>',
  lock: '<rect x="5" y="11" width="14" height="9" rx="2" fill="currentColor"/><path d="M8 11V8a4 4 0 0 1 8 0v3"/>',
  eye: '<path d="M2 12s4-7 10-7 10 7 10 7-4 7-10 7S2 12 2 12z"/><circle cx="12" cy="12" r="3"/>',
  sun: '<circle cx="12" cy="12" r="4.5"/><path d="M12 2v2M12 20v2M2 12h2M20 12h2M5 5l1.5 1.5M17.5 17.5 19 19M5 19l1.5-1.5M17.5 6.5 19 5"/>',
  moon: '<path d="M20 14A8.5 8.5 0 0 1 10 4a8.5 8.5 0 1 0 10 10z"/>',
  picture:
    '<rect x="3" y="5" width="18" height="14" rx="2"/><circle cx="9" cy="10" r="1.8"/><path d="m4 18 6-5 4 3 3-2 4 4"/>',
  camera:
    '<path d="M4 8h3.5l1.8-2.5h5.4L16.5 8H20a1.5 1.5 0 0 1 1.5 1.5v8A1.5 1.5 0 0 1 20 19H4a1.5 1.5 0 0 1-1.5-1.5v-8A1.5 1.5 0 0 1 4 8z"/><circle cx="12" cy="13" r="3.4"/>',
  pin: '<path d="m9 4 7 0-1 6 3 3H6l3-3zM12 13v7"/>',
  play: '<path d="M8 5v14l11-7z" fill="currentColor"/>',
  heart:
    '<path d="M12 21C5 15 3 12 3 8.5A4.8 4.8 0 0 1 12 6a4.8 4.8 0 0 1 9 2.5C21 12 19 15 12 21z" fill="#ff5a76" stroke="none"/>',
};

/** A line icon by name. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  const attributes = {
    viewBox: "0 0 24 24",
    fill: "none",
    stroke: "currentColor",
    "stroke-width": 2,
    "stroke-linecap": "round",
    "stroke-linejoin": "round",
    "aria-hidden": "true",
  };
  for (const [key, value] of Object.entries(attributes)) svg.setAttribute(key, value);
  svg.innerHTML = ICONS[name];
  return svg;
}

/** One tick for a message sent, two for one that the bot has seen. */
export function ticks(seen) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 16 11");
  svg.setAttribute("aria-hidden", "true");
  svg.innerHTML = `<g fill="none" stroke="currentColor" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round"><path d="m1.5 6 3 3L11 2"/>${seen ? '<path d="m7.5 8.5.5.5L15 2"/>' : ""}</g>`;
  return svg;
}

const FLAGS = {
  en: '<path fill="#1f3f8f" d="M0 0h36v26H0z"/><path stroke="#fff" stroke-width="5" d="m0 0 36 26M36 0 0 26"/><path stroke="#cf2436" stroke-width="2" d="m0 0 36 26M36 0 0 26"/><path stroke="#fff" stroke-width="9" d="M18 0v26M0 13h36"/><path stroke="#cf2436" stroke-width="5" d="M18 0v26M0 13h36"/>',
  it: '<path fill="#12904a" d="M0 0h12v26H0z"/><path fill="#fff" d="M12 0h12v26H12z"/><path fill="#cf2b3a" d="M24 0h12v26H24z"/>',
  th: '<path fill="#b3202e" d="M0 0h36v26H0z"/><path fill="#fff" d="M0 4.3h36v17.4H0z"/><path fill="#2b2f6b" d="M0 8.7h36v8.6H0z"/>',
};

/** The flag that stands for a language, drawn (emoji flags are missing on some systems). */
export function flag(language) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 36 26");
  svg.setAttribute("class", "flag");
  svg.setAttribute("aria-hidden", "true");
  svg.innerHTML = FLAGS[language] ?? FLAGS.en;
  return svg;
}

export const LOCALES = { en: "en-GB", it: "it-IT", th: "th-TH" };

/** The hour on a phone: all tell the time of the shop, as the bot does. */
export function clock(seconds, { language, shop }) {
  return new Date(seconds * 1000).toLocaleTimeString(LOCALES[language], {
    hour: "2-digit",
    minute: "2-digit",
    timeZone: shop.zone,
  });
}

export function day(seconds, { language, shop }) {
  return new Date(seconds * 1000).toLocaleDateString(LOCALES[language], {
    day: "numeric",
    month: "long",
    timeZone: shop.zone,
  });
}

export function price(amount, currency, language) {
  const form = {
    style: "currency",
    currency,
    currencyDisplay: "narrowSymbol",
    minimumFractionDigits: 0,
  };
  return new Intl.NumberFormat(LOCALES[language], form).format(Number(amount));
}

export const quiet = (text) => el("span", { class: "quiet", text });

export function face(person) {
  return el("span", {
    class: "face",
    style: `--tint:${person.tint}`,
    "aria-hidden": "true",
    text: person.first_name[0],
  });
}
