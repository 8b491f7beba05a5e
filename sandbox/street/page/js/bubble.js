// One message as a bubble: quote, picture or file, words, time and ticks, keyboard, reactions.
import { clock, el, icon, ticks } from "./dom.js";
import { written } from "./entities.js";
import { keyboard } from "./keys.js";
import { notice } from "./notices.js";
import { picture } from "./wire.js";

const largest = (sizes) => sizes.reduce((best, size) => (size.width > best.width ? size : best));

/** A list item for `messages`: one message, the several of an album, or a notice of the group's. */
export function bubble(messages, phone) {
  const [first] = messages;
  const told = notice(first, phone);
  if (told !== null)
    return el("li", { class: "notice", "data-message": first.message_id, text: told });
  return saying(messages, phone);
}

function saying(messages, phone) {
  const [first] = messages;
  const mine = first.from?.id === phone.id;
  const told = messages.find((m) => m.caption || m.text) ?? first;
  const pictured = messages.some((m) => m.photo);
  const keys = keyboard(first, phone);
  const inside = el("div", {
    class: `bubble ${pictured && !(told.caption || told.text) ? "over" : ""}`,
    lang: mine ? null : phone.language,
  });
  inside.append(
    ...[
      !mine && author(first, phone),
      quote(first, phone),
      media(messages, phone),
      first.document && file(first, phone),
      words(told, phone, mine),
    ].filter(Boolean),
  );
  const item = el(
    "li",
    {
      class: `msg ${mine ? "mine" : ""} ${keys ? "keyed" : ""} ${pictured ? "pictured" : ""}`,
      "data-message": first.message_id,
    },
    inside,
    more(first, phone),
  );
  if (keys) item.append(keys);
  const cheers = phone.room.cheers(first.message_id);
  if (cheers.length) item.append(el("div", { class: "reactions" }, cheers.map(cheer)));
  return item;
}

function cheer([emoji, count, mine]) {
  return el("span", { class: mine ? "own" : "", text: count > 1 ? `${emoji} ${count}` : emoji });
}

function words(message, phone, mine) {
  const text =
    message.text ??
    message.caption ??
    (message.photo || message.document ? "" : phone.word("unsupported"));
  const entities = message.entities ?? message.caption_entities;
  const act = {
    command: (command) => phone.say(command),
    open: (url) => phone.follow(url),
    copied: (raw) => phone.copy(raw),
  };
  return el(
    "div",
    { class: text ? "words" : "words bare" },
    text && written(text, entities, act),
    when(message, phone, mine),
  );
}

function when(message, phone, mine) {
  const seen = message.message_id < phone.room.seen;
  const stamp = el(
    "span",
    { class: "when" },
    message.edit_date ? `${phone.word("edited")} ` : "",
    clock(message.date, phone),
  );
  if (mine) stamp.append(ticks(seen));
  return stamp;
}

/** In a group, who speaks. */
function author(message, phone) {
  const name = message.sender_chat?.title ?? message.from?.first_name;
  if (message.chat.type === "private" || !name) return null;
  const neighbour = phone.street.people.find(({ id }) => id === message.from?.id);
  const tint = neighbour?.tint ?? `hsl(${((message.from?.id ?? 0) * 67) % 360} 55% 50%)`;
  return el("b", { class: "author", style: `--tint:${tint}`, text: name });
}

function quote(message, phone) {
  const other = message.reply_to_message;
  if (!other) return null;
  const text = other.text ?? other.caption ?? phone.word(other.photo ? "picture" : "document");
  return el("button", {
    type: "button",
    class: "quote",
    onclick: () => phone.scrollTo(other.message_id),
    text,
  });
}

function media(messages, phone) {
  const shots = messages.filter((m) => m.photo).map((m) => shot(m, phone));
  if (!shots.length) return null;
  return shots.length > 1 ? el("div", { class: "album" }, shots) : shots[0];
}

function shot(message, phone) {
  const size = largest(message.photo);
  const shape = size.width / size.height || 1;
  const ratio = Math.min(Math.max(shape, 0.75), 2);
  const source = picture(size.file_id);
  const image = el("img", {
    src: source,
    alt: message.caption?.split("\n")[0] ?? phone.word("picture"),
    decoding: "async",
  });
  return el(
    "button",
    {
      type: "button",
      class: shape < 0.6 ? "photo tall" : "photo",
      style: `aspect-ratio:${ratio}`,
      onclick: () => phone.sheets.look(source, image.alt),
    },
    image,
  );
}

function file(message, phone) {
  const { file_id, file_name, file_size } = message.document;
  const weight = file_size
    ? new Intl.NumberFormat(phone.language, {
        style: "unit",
        unit: "kilobyte",
        maximumFractionDigits: 1,
      }).format(file_size / 1000)
    : "";
  return el(
    "a",
    { class: "document", href: picture(file_id), download: file_name ?? "" },
    el("i", {}, icon("file")),
    el(
      "div",
      {},
      el("b", { text: file_name ?? phone.word("document") }),
      el("span", { text: weight }),
    ),
  );
}

function more(message, phone) {
  const label = phone.word("more");
  return el(
    "button",
    {
      type: "button",
      class: "msg-more",
      "aria-label": label,
      title: label,
      onclick: (event) => phone.menus.message(message, event.currentTarget),
    },
    icon("more"),
  );
}
