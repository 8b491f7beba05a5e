// The top of a phone: the tabs of its chats, the open chat's name, its stream and its pinned board.
import { el, icon } from "./dom.js";

/** The tabs of a phone with several chats; none for one chat alone. */
export function chatTabs(phone) {
  if (phone.rooms.size < 2) return [];
  return [...phone.rooms.values()].map((room) => {
    const open = room === phone.room;
    const badge = room.unread
      ? el("i", {
          class: "count",
          title: phone.word("new_here", { n: room.unread }),
          text: String(Math.min(room.unread, 99)),
        })
      : null;
    return el(
      "button",
      {
        type: "button",
        role: "tab",
        "aria-selected": String(open),
        "data-chat": room.isPrivate ? "private" : "group",
        onclick: () => phone.enter(room.chat.id),
      },
      portrait(room),
      el("span", { text: phone.titleOf(room.chat) }),
      badge,
    );
  });
}

function portrait(room) {
  if (room.isPrivate) return el("img", { src: "/street/mark.svg", alt: "" });
  return el("b", { class: "crest", "aria-hidden": "true", text: room.chat.title[0] });
}

/** Under the name: a live stream that runs in the group. */
export function streamBar(phone) {
  const { room } = phone;
  if (!room?.live) return null;
  const watch = el("button", {
    type: "button",
    onclick: () => phone.street.stage.call(),
    text: phone.word("watch"),
  });
  return el("div", { class: "stream-bar" }, el("span", { text: phone.word("stream") }), watch);
}

/** Under the name: the message pinned last, which leads to it. */
export function pinnedBar(phone) {
  const board = phone.room?.pinned.length ? phone.room.board() : null;
  if (!board) return null;
  const lines = (board.text ?? board.caption ?? "").split("\n").filter((line) => line.trim());
  return el(
    "button",
    {
      type: "button",
      class: "pinned",
      title: phone.word("pinned"),
      onclick: () => phone.scrollTo(board.message_id),
    },
    icon("pin"),
    el("span", {}, el("b", { text: lines[0] }), el("em", { text: lines.slice(1).join(" · ") })),
  );
}
