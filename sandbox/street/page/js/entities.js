// Message text with its entities (UTF-16 offsets, as JavaScript counts too) as elements.
import { el } from "./dom.js";

const FOUND = /(https?:\/\/[^\s<>()]+)|(^|[\s(])(\/[a-z][a-z0-9_]{0,31})(?![\w/])/gi;

/** Nodes for `text`; `act` has `command(text)`, `open(url)` and `copied(text)`. */
export function written(text, entities, act) {
  const list = [...(entities ?? []), ...noticed(text, entities ?? [])];
  list.sort((a, b) => a.offset - b.offset || b.length - a.length);
  return part(text, 0, text.length, list, act);
}

/** What a phone links by itself: commands and addresses outside every given entity. */
function noticed(text, entities) {
  const linking = entities.filter(
    (e) => !["bold", "italic", "underline", "blockquote", "expandable_blockquote"].includes(e.type),
  );
  const free = (from, to) => !linking.some((e) => e.offset < to && e.offset + e.length > from);
  return [...text.matchAll(FOUND)]
    .map((hit) => {
      const word = hit[1] ?? hit[3];
      const offset = hit.index + (hit[1] ? 0 : hit[2].length);
      return { type: hit[1] ? "url" : "bot_command", offset, length: word.length };
    })
    .filter((e) => free(e.offset, e.offset + e.length));
}

function part(text, from, to, list, act) {
  const nodes = [];
  let at = from;
  for (let i = 0; i < list.length; i += 1) {
    const entity = list[i];
    if (entity.offset < at || entity.offset >= to) continue;
    if (entity.offset > at) nodes.push(text.slice(at, entity.offset));
    const end = Math.min(entity.offset + entity.length, to);
    const inner = part(text, entity.offset, end, list.slice(i + 1), act);
    nodes.push(dressed(entity, text.slice(entity.offset, end), inner, act));
    at = end;
  }
  if (at < to) nodes.push(text.slice(at, to));
  return nodes;
}

const PLAIN = {
  bold: "strong",
  italic: "em",
  underline: "u",
  strikethrough: "s",
  blockquote: "blockquote",
  expandable_blockquote: "blockquote",
  pre: "pre",
};

function dressed(entity, raw, inner, act) {
  switch (entity.type) {
    case "code":
      return el("code", { onclick: () => act.copied(raw) }, inner);
    case "spoiler":
      return spoiler(inner);
    case "bot_command":
      return el(
        "button",
        { type: "button", class: "command", onclick: () => act.command(raw) },
        inner,
      );
    case "url":
      return link(raw.includes("://") ? raw : `https://${raw}`, inner, act);
    case "text_link":
      return link(entity.url, inner, act);
    case "mention":
      return link(`https://t.me/${raw.slice(1)}`, inner, act);
    case "email":
      return link(`mailto:${raw}`, inner, act);
    default:
      return PLAIN[entity.type] ? el(PLAIN[entity.type], {}, inner) : el("span", {}, inner);
  }
}

function link(url, inner, act) {
  const safe = /^(https?|mailto|tg):/i.test(url) ? url : "about:blank";
  const follow = (event) => {
    event.preventDefault();
    act.open(safe);
  };
  return el("a", { href: safe, rel: "noopener", onclick: follow }, inner);
}

function spoiler(inner) {
  const made = el("span", { class: "spoiler", role: "button", tabindex: "0" }, inner);
  const show = () => made.classList.add("seen");
  made.addEventListener("click", show);
  made.addEventListener("keydown", (event) => event.key === "Enter" && show());
  return made;
}
