// The street: builds the page, joins phones, video and tour, and passes on what happens.
import { el, face, icon } from "./dom.js";
import { Phone } from "./phone.js";
import { Stage } from "./stage.js";
import { Tour } from "./tour.js";
import { LANGUAGES, choose, language, onLanguage, say } from "./words.js";
import { confirmed, meant } from "./watch.js";
import { listen, said, setup } from "./wire.js";

const $ = (selector) => document.querySelector(selector);

const street = { ...(await setup()), phones: new Map(), noticed, front, bring };
street.stage = null;
for (const person of street.people) street.phones.set(person.id, new Phone(person, street));
street.seller = [...street.phones.values()].find((phone) => phone.person.role === "seller");
street.stage = new Stage($(".stage"), street);
street.stage.apply(street.scene);
street.stage.lay(street.overlay);
street.stage.draw();
$(".phones").append(...[...street.phones.values()].map((phone) => phone.root));

const places = new Map(
  [...street.phones.values()].map((phone) => [phone.person.first_name.toLowerCase(), phone]),
);
const cast = {
  shop: street.shop,
  stage: street.stage,
  seller: street.seller,
  phones: street.phones,
  buyers: [...street.phones.values()].filter((phone) => phone.person.role === "buyer"),
  place: (name) => places.get(name) ?? street.stage,
  look: (name) => bring(name),
  spot,
};
const tabs = tabBar();
const tour = new Tour($(".tour"), $(".tour-resume"), cast, street.run);
dress();
onLanguage(dress);
listen(hear, (open) => {
  $(".wire").hidden = open;
  $(".wire").textContent = say("reconnecting");
});

addEventListener("message", ({ origin, source, data }) => {
  if (origin !== location.origin || data?.street !== "back") return;
  for (const phone of street.phones.values()) if (phone.sheets.holds(source)) phone.back(data.to);
});

function hear(id, event, data) {
  if (event === "scene") street.stage.apply(data);
  else if (event === "overlay") street.stage.lay(data);
  else street.phones.get(id)?.apply(event, data);
  document.documentElement.dataset.ready = "true";
}

/** Phones report what their people do and hear; the tour and the tabs listen. */
function noticed(kind, phone, what) {
  if (!tour) return;
  if (kind === "asked") tour.proof.asks(phone, what.photo ? "/photo" : (what.text ?? ""));
  if (kind === "pressed") tour.proof.asks(phone, what);
  if (kind === "cheered") tour.prove(["comment"]);
  if (kind === "overheard" && phone === street.seller && what.text && !what.from.is_bot)
    street.stage.hear(what.from.first_name, what.text);
  if (kind === "pressed" && phone === street.seller) said(meant(what, street.goods));
  if (kind === "paying") tour.proof.paying(phone);
  if (kind === "heard") {
    if (phone === street.seller) said(confirmed(what, street.goods));
    tour.hears(phone, what);
  }
  if (kind === "marked") {
    const portrait = tabs.get(phone)?.querySelector(".face");
    portrait?.classList.toggle("unread", what === "unread");
  }
}

function nodeOf(place) {
  return place === "stage" ? $(".stage") : places.get(place)?.root;
}

/** Bring a place into view: a phone by its person's first name, or "stage". */
function bring(place) {
  const smooth = matchMedia("(prefers-reduced-motion: reduce)").matches ? "instant" : "smooth";
  nodeOf(place)?.scrollIntoView({ behavior: smooth, block: "nearest", inline: "start" });
}

function spot(names) {
  for (const [name, phone] of places) {
    phone.root.classList.toggle("spot", names.includes(name));
    tabs?.get(phone)?.classList.toggle("spot", names.includes(name));
  }
  $(".video").classList.toggle("spot", names.includes("stage"));
}

// One phone at a time, on a narrow page -------------------------------------------------------

function narrow() {
  return matchMedia("(max-width: 720px)").matches;
}

/** The phone that fills a narrow page, or null. */
function front() {
  if (!narrow()) return null;
  const index = Math.round($(".street").scrollLeft / innerWidth);
  return [...street.phones.values()][index - 1] ?? null;
}

function tabBar() {
  const made = new Map();
  const tab = (key, picture, name, place) => {
    const button = el(
      "button",
      { type: "button", onclick: () => bring(place) },
      picture,
      el("span", { text: name }),
    );
    made.set(key, button);
    return button;
  };
  const video = el("span", { class: "face", style: "--tint:#d81f3a" }, icon("play"));
  const phones = [...street.phones.values()].map((phone) =>
    tab(phone, face(phone.person), phone.person.first_name, phone.person.first_name.toLowerCase()),
  );
  $(".tabs").replaceChildren(tab("stage", video, "", "stage"), ...phones);
  const follow = () => {
    const current = front();
    for (const [key, button] of made)
      button.setAttribute("aria-current", String(key === (current ?? "stage")));
    current?.attend();
  };
  $(".street").addEventListener("scroll", follow, { passive: true });
  follow();
  return made;
}

// The top bar ---------------------------------------------------------------------------------

function dress() {
  document.documentElement.lang = language();
  for (const node of document.querySelectorAll("[data-say]"))
    node.textContent = say(node.dataset.say);
  tabs.get("stage").lastChild.textContent = say("live");
  $(".tabs").setAttribute("aria-label", say("menu"));
  const chooser = $(".languages");
  chooser.setAttribute("aria-label", say("language"));
  const button = ([code, name]) =>
    el(
      "button",
      {
        type: "button",
        title: name,
        "aria-label": name,
        lang: code,
        "aria-pressed": String(code === language()),
        onclick: () => {
          choose(code);
          $(`.languages [lang="${code}"]`).focus();
        },
      },
      code.toUpperCase(),
    );
  chooser.replaceChildren(...Object.entries(LANGUAGES).map(button));
  theme();
}

function theme(next) {
  const root = document.documentElement;
  if (next) localStorage.setItem("street.theme", next);
  const system = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  root.dataset.theme = localStorage.getItem("street.theme") ?? system;
  const dark = root.dataset.theme === "dark";
  const button = $(".theme");
  button.title = say(dark ? "light" : "dark");
  button.setAttribute("aria-label", button.title);
  button.onclick = () => theme(dark ? "light" : "dark");
  button.replaceChildren(icon(dark ? "sun" : "moon"));
}
