// The parts of a phone that never change: name plate, frame, chat bar, composer.
import { el, face as portrait, icon } from "./dom.js";

/** `root` with its `role`, `face`, `chats`, `status`, `title`, `below`, `log`, `foot`, `screen`. */
export function frame(phone) {
  const { id, language, person } = phone;
  const role = el("span", { class: "role" });
  const face = portrait(person);
  const log = el("ol", { class: "log", role: "log", tabindex: "0", lang: language });
  const status = el("span");
  const title = el("strong", { text: "Livestall" });
  const menu = tool(phone, "more", "menu", { onclick: () => phone.menus.header(menu) });
  const name = el("div", { class: "chat-name" }, title, status);
  const mark = el("img", { src: "/street/mark.svg", alt: "" });
  const chats = el("div", { class: "chats", role: "tablist", lang: language, hidden: true });
  const camera = person.role === "buyer" && shutter(phone);
  const bar = el("div", { class: "chat-bar" }, mark, name, camera, menu);
  const below = el("div", { class: "below", lang: language });
  const head = el("div", { class: "head" }, chats, bar, below);
  const foot = el("div", { class: "foot", lang: language });
  const screen = el("div", { class: "screen" }, head, log, foot);
  const who = el("div", { class: "who" }, el("strong", { text: person.first_name }), role);
  const root = el(
    "section",
    { class: "phone", "data-phone": person.username, "data-id": id },
    el("div", { class: "plate" }, face, who),
    el("div", { class: "frame" }, screen),
  );
  return { root, role, face, chats, log, status, title, below, foot, screen };
}

/** `composer` with its `input`, `slash` and `sender`. */
export function composer(phone) {
  const input = el("textarea", {
    rows: "1",
    placeholder: phone.word("message"),
    "aria-label": phone.word("message"),
    enterkeyhint: "send",
    onkeydown: (event) => phone.key(event),
    oninput: () => phone.typed(),
  });
  const slash = tool(phone, null, "commands", {
    class: "slash",
    onclick: () => phone.menus.commands(slash),
    text: "/",
  });
  const clip = tool(phone, "clip", "attach", {
    class: "icon-button clip",
    onclick: () => phone.menus.attach(clip),
  });
  const label = phone.word("send");
  const sender = el(
    "button",
    { class: "icon-button send", "aria-label": label, title: label, disabled: true },
    icon("send"),
  );
  const submit = (event) => {
    event.preventDefault();
    phone.submit();
  };
  const form = el("form", { class: "composer", onsubmit: submit }, slash, input, clip, sender);
  return { composer: form, input, slash, sender };
}

/** The button that takes a picture of the video and sends it to the bot. */
function shutter(phone) {
  const label = phone.word("screenshot");
  const common = { type: "button", class: "icon-button camera", title: label };
  return el(
    "button",
    { ...common, "aria-label": label, onclick: () => phone.screenshot() },
    icon("camera"),
  );
}

/** What an empty chat shows: a buyer came by the seller's link, the seller by herself. */
export function invitation(phone) {
  if (phone.room && !phone.room.isPrivate)
    return el("li", { class: "empty" }, el("div", { text: phone.word("quiet_group") }));
  const buyer = phone.person.role === "buyer";
  const pictures = buyer
    ? phone.goods.slice(0, 3).map((good) => el("img", { src: good.picture, alt: "" }))
    : [el("img", { src: "/street/mark.svg", alt: "" })];
  const text = phone.word(buyer ? "invited" : "empty", {
    name: phone.street.people.find(({ role }) => role === "seller").first_name,
  });
  return el(
    "li",
    { class: "empty" },
    el("div", { class: buyer ? "fan" : "" }, pictures),
    el("strong", { text: buyer ? phone.shop.name : "Livestall" }),
    text,
  );
}

/** A button that opens a menu, with an icon and the person's word for it. */
function tool(phone, picture, key, props) {
  const label = phone.word(key);
  const common = { type: "button", class: "icon-button", "aria-haspopup": "true" };
  return el(
    "button",
    { ...common, "aria-label": label, title: label, ...props },
    picture && icon(picture),
  );
}
