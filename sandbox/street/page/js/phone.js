// One person's phone: the chat with the bot, its composer and everything that happens in it.
import { bubble } from "./bubble.js";
import { day, el, flag, ticks } from "./dom.js";
import { composer, frame, invitation } from "./frame.js";
import { Hands, PATIENCE } from "./hands.js";
import { Menus } from "./menus.js";
import { Sheets } from "./sheets.js";
import { line } from "./wire.js";
import { onLanguage, say, word } from "./words.js";

export class Phone extends Hands {
  /** `street` is the page's set-up with `phones`, `stage` and `noticed(kind, phone, text)`. */
  constructor(person, street) {
    super();
    Object.assign(this, {
      person,
      street,
      id: person.id,
      shop: street.shop,
      goods: street.goods,
      language: person.language_code,
    });
    this.does = line(this.id);
    this.chats = new Map();
    this.reactions = new Map();
    this.commands = [];
    this.busy = new Map();
    this.early = new Map();
    this.waiting = [];
    this.seen = 0;
    this.chatId = this.id;
    this.build();
    this.menus = new Menus(this);
    this.sheets = new Sheets(this);
    onLanguage(() => this.name());
  }

  word(key, holes) {
    return word(this.language, key, holes);
  }

  build() {
    Object.assign(this, frame(this), composer(this));
    for (const kind of ["pointerenter", "focusin"])
      this.root.addEventListener(kind, () => this.attend());
    this.name();
    this.typing(false);
    this.draw();
  }

  name() {
    const role = say(this.person.role);
    this.role.replaceChildren(flag(this.language), role);
    this.root.setAttribute(
      "aria-label",
      `${say("phone_of", { name: this.person.first_name })} (${role})`,
    );
  }

  // What arrives ---------------------------------------------------------------------------

  get chat() {
    return this.chats.get(this.chatId);
  }

  roomFor(chat) {
    if (!this.chats.has(chat.id)) this.chats.set(chat.id, { chat, messages: new Map() });
    return this.chats.get(chat.id);
  }

  apply(event, data) {
    this[`on_${event}`]?.(data);
  }

  on_snapshot({ bot, chats, commands, reactions, blocked }) {
    Object.assign(this, { bot, commands, blocked: Boolean(blocked), seen: 0 });
    this.chats.clear();
    this.reactions = new Map(
      (reactions ?? []).map((r) => [`${r.chat_id} ${r.message_id}`, r.emoji]),
    );
    for (const { chat, messages } of chats) {
      this.chats.set(chat.id, { chat, messages: new Map(messages.map((m) => [m.message_id, m])) });
      for (const message of messages) this.noteSeen(message);
    }
    this.title.textContent = this.titleOf(this.chat?.chat ?? {});
    this.draw();
    this.toEnd();
  }

  on_message({ message }) {
    const mine = message.from?.id === this.id;
    const { messages } = this.roomFor(message.chat);
    messages.set(message.message_id, message);
    this.noteSeen(message);
    if (message.chat.id === this.chatId) this.append(message, mine);
    if (mine) this.street.noticed("asked", this, message.text ?? message.caption ?? "");
    else this.answered(message);
  }

  on_edited({ message }) {
    this.roomFor(message.chat).messages.set(message.message_id, message);
    this.redraw(message.message_id, "edited-now");
    if (message.from?.id !== this.id) this.answered(message, false);
  }

  on_deleted({ chat_id: chatId, message_ids: ids }) {
    for (const id of ids) this.chats.get(chatId)?.messages.delete(id);
    this.draw();
  }

  on_reaction({ chat_id: chatId, message_id: id, emoji }) {
    if (emoji) this.reactions.set(`${chatId} ${id}`, emoji);
    else this.reactions.delete(`${chatId} ${id}`);
    this.redraw(id);
    this.answered({}, false);
  }

  on_commands({ commands }) {
    this.commands = commands;
    if (this.input?.value.startsWith("/")) this.typed();
  }

  on_action() {
    this.typing(true);
    clearTimeout(this.calm);
    this.calm = setTimeout(() => this.typing(false), 5000);
  }

  on_answer({ callback_query_id: id, text, show_alert: loud, url }) {
    const key = [...this.busy].find(([, wait]) => wait.id === id)?.[0];
    if (key) this.rest(key);
    else this.early.set(id, true);
    if (text && loud) this.sheets.alert(text);
    else if (text) this.toast(text);
    if (url) this.follow(url);
  }

  noteSeen(message) {
    if (message.from?.id !== this.id) this.seen = Math.max(this.seen, message.message_id);
  }

  answered(message, noisy = true) {
    this.typing(false);
    if (noisy && !this.attended()) this.mark(true);
    for (const resolve of this.waiting.splice(0)) resolve();
    this.street.noticed("heard", this, message);
  }

  /** Resolves when the bot next says or changes something here; rejects after a while. */
  heard() {
    return new Promise((resolve, reject) => {
      this.waiting.push(resolve);
      setTimeout(() => reject(new Error("no answer")), PATIENCE);
    });
  }

  // What it shows --------------------------------------------------------------------------

  newest() {
    return [...(this.chat?.messages.values() ?? [])].reverse();
  }

  groups() {
    const groups = [];
    for (const message of this.chat?.messages.values() ?? []) {
      const last = groups.at(-1)?.at(-1);
      if (message.media_group_id && last?.media_group_id === message.media_group_id)
        groups.at(-1).push(message);
      else groups.push([message]);
    }
    return groups;
  }

  draw() {
    const items = [];
    let before = null;
    for (const group of this.groups()) {
      const date = day(group[0].date, this.language);
      if (date !== before)
        items.push(
          el("li", {
            class: "day",
            text: date === day(Date.now() / 1000, this.language) ? this.word("today") : date,
          }),
        );
      before = date;
      items.push(bubble(group, this));
    }
    if (!items.length) items.push(invitation(this));
    this.log.replaceChildren(...items);
    this.drawFoot();
  }

  start() {
    if (this.person.role === "buyer") this.deepLink(`f_${this.shop.slug}`);
    else this.say("/start");
  }

  drawFoot() {
    const empty = !this.chat?.messages.size;
    const big = this.blocked
      ? ["unblock", () => this.setBlocked(false)]
      : empty && ["start", () => this.start()];
    const shown = big
      ? el("button", { type: "button", class: "big-key", onclick: big[1], text: this.word(big[0]) })
      : this.composer;
    if (!this.foot.contains(shown)) {
      this.foot.replaceChildren(shown);
      if (shown === this.composer && this.wasBig === document.activeElement)
        this.input.focus({ preventScroll: true });
    }
    this.wasBig = big ? shown : null;
  }

  append(message, mine) {
    const near = this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < 140;
    const group = this.groups().at(-1);
    if (group.length > 1) this.log.lastElementChild.replaceWith(bubble(group, this));
    else if (this.log.querySelector(".msg")) this.log.append(bubble(group, this));
    else this.draw();
    if (!mine)
      for (const tick of this.log.querySelectorAll(".mine .when svg"))
        tick.replaceWith(ticks(true));
    this.drawFoot();
    if (near || mine) this.toEnd();
  }

  redraw(id, kind = "") {
    const group = this.groups().find((messages) => messages.some((m) => m.message_id === id));
    const old = group && this.log.querySelector(`[data-message="${group[0].message_id}"]`);
    if (!old) return;
    const held = old.contains(document.activeElement) ? document.activeElement.dataset.data : null;
    const near = this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < 140;
    const made = bubble(group, this);
    made.style.animation = "none";
    if (kind) made.classList.add(kind);
    old.replaceWith(made);
    if (held)
      (made.querySelector(`[data-data="${CSS.escape(held)}"]`) ?? this.log).focus({
        preventScroll: true,
      });
    if (near) this.toEnd();
  }

  toEnd() {
    this.log.scrollTop = this.log.scrollHeight;
  }

  scrollTo(id) {
    this.log
      .querySelector(`[data-message="${id}"]`)
      ?.scrollIntoView({ block: "center", behavior: "smooth" });
  }

  typing(on) {
    this.status.textContent = this.word(on ? "typing" : "bot");
    this.status.classList.toggle("typing", on);
  }

  toast(text) {
    this.screen.querySelector(".toast")?.remove();
    const made = el("div", { class: "toast", role: "status", text });
    this.screen.append(made);
    setTimeout(() => made.remove(), 3600);
  }

  titleOf(chat) {
    return chat.title ?? this.bot?.first_name ?? "Livestall";
  }

  enter(chatId) {
    this.chatId = chatId;
    this.title.textContent = this.titleOf(this.chat.chat);
    this.draw();
    this.toEnd();
  }

  mark(unread) {
    this.face.classList.toggle("unread", unread);
    this.street.noticed("marked", this, unread ? "unread" : "");
  }

  attended() {
    return this.root.matches(":hover, :focus-within") || this.street.front() === this;
  }

  attend() {
    if (this.face.classList.contains("unread")) this.mark(false);
  }

  friends() {
    return [...this.street.phones.values()].filter((phone) => phone !== this);
  }
}
