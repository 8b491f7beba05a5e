// One chat as a phone keeps it: messages, reactions, pins, what is unread, whether a stream runs.

export class Room {
  /** `view` is a chat as the server shows it, `me` the id of whose phone this is. */
  constructor(view, me) {
    const { chat, pinned = [], live = false, members = 0, role = null } = view;
    Object.assign(this, { chat, me, pinned, live, members, role });
    this.messages = new Map();
    this.reactions = new Map(); // message id → who → emoji
    this.seen = 0;
    this.unread = 0;
    for (const message of view.messages ?? []) this.take(message);
  }

  get isPrivate() {
    return this.chat.type === "private";
  }

  get isGoverned() {
    return this.role === "creator" || this.role === "administrator";
  }

  /** Keep a message, new or changed. */
  take(message) {
    this.messages.set(message.message_id, message);
    if (message.from?.id !== this.me) this.seen = Math.max(this.seen, message.message_id);
  }

  react(id, who, emoji) {
    if (!this.reactions.has(id)) this.reactions.set(id, new Map());
    if (emoji) this.reactions.get(id).set(who, emoji);
    else this.reactions.get(id).delete(who);
  }

  /** The reactions to a message as `[emoji, how many, whether mine is among them]`. */
  cheers(id) {
    const found = new Map();
    for (const [who, emoji] of this.reactions.get(id) ?? []) {
      const [count, mine] = found.get(emoji) ?? [0, false];
      found.set(emoji, [count + 1, mine || who === this.me]);
    }
    return [...found].map(([emoji, [count, mine]]) => [emoji, count, mine]);
  }

  newest() {
    return [...this.messages.values()].reverse();
  }

  /** The messages in order, those of one album together. */
  groups() {
    const groups = [];
    for (const message of this.messages.values()) {
      const last = groups.at(-1)?.at(-1);
      if (message.media_group_id && last?.media_group_id === message.media_group_id)
        groups.at(-1).push(message);
      else groups.push([message]);
    }
    return groups;
  }

  /** The message pinned last, if it still stands. */
  board() {
    return this.messages.get(Math.max(...this.pinned));
  }
}
