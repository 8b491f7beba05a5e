// One person's phone: the chat with the bot, its composer and everything that happens in it.
import { bubble } from "./bubble.js";
import { day, el, face, flag, icon, ticks } from "./dom.js";
import { Menus } from "./menus.js";
import { Sheets } from "./sheets.js";
import { line } from "./wire.js";
import { onLanguage, say, word } from "./words.js";

const PATIENCE = 12_000; // ms until a pressed button gives up waiting for its answer

export class Phone {
  /** `street` is the page's set-up with `phones`, `stage` and `noticed(kind, phone, text)`. */
  constructor(person, street) {
    Object.assign(this, { person, street, id: person.id, shop: street.shop, goods: street.goods, language: person.language_code });
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
    const { first_name: first, username } = this.person;
    this.role = el("span", { class: "role" });
    this.face = face(this.person);
    this.log = el("ol", { class: "log", role: "log", tabindex: "0", lang: this.language });
    this.status = el("span");
    this.title = el("strong", { text: "Livestall" });
    const menu = el("button", { type: "button", class: "icon-button", "aria-haspopup": "true", "aria-label": this.word("menu"), title: this.word("menu"), onclick: () => this.menus.header(menu) }, icon("more"));
    const bar = el("div", { class: "chat-bar" }, el("img", { src: "/street/mark.svg", alt: "" }), el("div", { class: "chat-name" }, this.title, this.status), menu);
    this.foot = el("div", { class: "foot", lang: this.language });
    this.screen = el("div", { class: "screen" }, bar, this.log, this.foot);
    this.root = el("section", { class: "phone", "data-phone": username, "data-id": this.id },
      el("div", { class: "plate" }, this.face, el("div", { class: "who" }, el("strong", { text: first }), this.role)), el("div", { class: "frame" }, this.screen));
    for (const kind of ["pointerenter", "focusin"]) this.root.addEventListener(kind, () => this.attend());
    this.buildComposer();
    this.name();
    this.typing(false);
    this.draw();
  }

  buildComposer() {
    this.input = el("textarea", { rows: "1", placeholder: this.word("message"), "aria-label": this.word("message"), enterkeyhint: "send", onkeydown: (event) => this.key(event), oninput: () => this.typed() });
    const slash = el("button", { type: "button", class: "slash", "aria-haspopup": "true", "aria-label": this.word("commands"), title: this.word("commands"), onclick: () => this.menus.commands(slash), text: "/" });
    const clip = el("button", { type: "button", class: "icon-button clip", "aria-haspopup": "true", "aria-label": this.word("attach"), title: this.word("attach"), onclick: () => this.menus.attach(clip) }, icon("clip"));
    this.sender = el("button", { class: "icon-button send", "aria-label": this.word("send"), title: this.word("send"), disabled: true }, icon("send"));
    this.slash = slash;
    const submit = (event) => {
      event.preventDefault();
      this.submit();
    };
    this.composer = el("form", { class: "composer", onsubmit: submit }, slash, this.input, clip, this.sender);
  }

  name() {
    const role = say(this.person.role);
    this.role.replaceChildren(flag(this.language), role);
    this.root.setAttribute("aria-label", `${say("phone_of", { name: this.person.first_name })} (${role})`);
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
    this.reactions = new Map((reactions ?? []).map((r) => [`${r.chat_id} ${r.message_id}`, r.emoji]));
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
    else this.answered();
  }

  on_edited({ message }) {
    this.roomFor(message.chat).messages.set(message.message_id, message);
    this.redraw(message.message_id, "edited-now");
    if (message.from?.id !== this.id) this.answered(false);
  }

  on_deleted({ chat_id: chatId, message_ids: ids }) {
    for (const id of ids) this.chats.get(chatId)?.messages.delete(id);
    this.draw();
  }

  on_reaction({ chat_id: chatId, message_id: id, emoji }) {
    if (emoji) this.reactions.set(`${chatId} ${id}`, emoji);
    else this.reactions.delete(`${chatId} ${id}`);
    this.redraw(id);
    this.answered(false);
  }

  on_commands({ commands }) {
    this.commands = commands;
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

  answered(noisy = true) {
    this.typing(false);
    if (noisy && !this.attended()) this.mark(true);
    for (const resolve of this.waiting.splice(0)) resolve();
    this.street.noticed("heard", this, "");
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
      if (message.media_group_id && last?.media_group_id === message.media_group_id) groups.at(-1).push(message);
      else groups.push([message]);
    }
    return groups;
  }

  draw() {
    const items = [];
    let before = null;
    for (const group of this.groups()) {
      const date = day(group[0].date, this.language);
      if (date !== before) items.push(el("li", { class: "day", text: date === day(Date.now() / 1000, this.language) ? this.word("today") : date }));
      before = date;
      items.push(bubble(group, this));
    }
    if (!items.length) items.push(el("li", { class: "empty" }, el("img", { src: "/street/mark.svg", alt: "" }), el("strong", { text: "Livestall" }), this.word("empty")));
    this.log.replaceChildren(...items);
    this.drawFoot();
  }

  drawFoot() {
    const empty = !this.chat?.messages.size;
    const big = this.blocked ? ["unblock", () => this.setBlocked(false)] : empty && ["start", () => this.say("/start")];
    const shown = big ? el("button", { type: "button", class: "big-key", onclick: big[1], text: this.word(big[0]) }) : this.composer;
    if (!this.foot.contains(shown)) {
      this.foot.replaceChildren(shown);
      if (shown === this.composer && this.wasBig === document.activeElement) this.input.focus({ preventScroll: true });
    }
    this.wasBig = big ? shown : null;
  }

  append(message, mine) {
    const near = this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < 140;
    const group = this.groups().at(-1);
    if (group.length > 1) this.log.lastElementChild.replaceWith(bubble(group, this));
    else if (this.log.querySelector(".msg")) this.log.append(bubble(group, this));
    else this.draw();
    if (!mine) for (const tick of this.log.querySelectorAll(".mine .when svg")) tick.replaceWith(ticks(true));
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
    if (held) (made.querySelector(`[data-data="${CSS.escape(held)}"]`) ?? this.log).focus({ preventScroll: true });
    if (near) this.toEnd();
  }

  toEnd() {
    this.log.scrollTop = this.log.scrollHeight;
  }

  scrollTo(id) {
    this.log.querySelector(`[data-message="${id}"]`)?.scrollIntoView({ block: "center", behavior: "smooth" });
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

  // What the person does -------------------------------------------------------------------

  async attempt(doing) {
    try {
      return await doing;
    } catch {
      this.toast(this.word("failed"));
      return null;
    }
  }

  here() {
    return this.chatId === this.id ? {} : { chat_id: this.chatId };
  }

  say(text, more = {}) {
    return this.attempt(this.does.send(text, { ...this.here(), ...more }));
  }

  submit() {
    const text = this.input.value.trim();
    const { context } = this;
    if (!text) return;
    this.menus.close();
    this.clear();
    if (context?.edit) this.attempt(this.does.edit(context.edit.chat.id, context.edit.message_id, text));
    else this.say(text, context?.reply ? { reply_to_message_id: context.reply.message_id } : {});
  }

  clear() {
    this.input.value = "";
    this.setContext(null);
    this.typed();
  }

  key(event) {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      this.submit();
    } else if (event.key === "Escape" && (this.menus.opened || this.context)) {
      this.menus.close();
      this.setContext(null);
    } else if (event.key === "ArrowUp" && this.menus.opened?.dataset.kind === "commands") {
      event.preventDefault();
      [...this.menus.opened.querySelectorAll("button")].at(-1)?.focus();
    }
  }

  typed() {
    const { input } = this;
    this.sender.disabled = !input.value.trim();
    input.style.height = "";
    if (input.value) input.style.height = `${Math.min(input.scrollHeight, 110)}px`;
    if (/^\/\w*$/.test(input.value)) this.menus.commands(this.slash, input.value);
    else if (this.menus.opened?.dataset.kind === "commands") this.menus.close();
  }

  setContext(context) {
    this.context = context;
    this.foot.querySelector(".context")?.remove();
    if (!context) return;
    const message = context.reply ?? context.edit;
    const away = el("button", { type: "button", class: "icon-button", "aria-label": this.word("close"), onclick: () => this.clear() }, icon("close"));
    this.foot.prepend(el("div", { class: "context" }, el("p", { text: message.text ?? message.caption ?? this.word("picture") }), away));
    this.input.focus();
  }

  replyTo(message) {
    this.setContext({ reply: message });
  }

  startEdit(message) {
    this.setContext({ edit: message });
    this.input.value = message.text;
    this.typed();
  }

  attach(file) {
    const caption = this.input.value.trim();
    this.clear();
    const kind = /^image\/(jpeg|png|webp)$/.test(file.type) ? "photo" : "document";
    return this.attempt(this.does[kind](file, caption, this.here().chat_id));
  }

  isBusy(message, key) {
    return Boolean(key.callback_data) && this.busy.has(`${message.message_id} ${key.callback_data}`);
  }

  async press(message, key) {
    const name = `${message.message_id} ${key.callback_data}`;
    if (this.busy.has(name)) return;
    const wait = { id: null, timer: setTimeout(() => this.rest(name), PATIENCE) };
    this.busy.set(name, wait);
    this.redraw(message.message_id);
    this.street.noticed("pressed", this, `${key.text} ${key.callback_data}`);
    const pressed = await this.attempt(this.does.press(message.chat.id, message.message_id, key.callback_data));
    wait.id = pressed?.callback_query_id;
    if (!pressed || this.early.delete(wait.id)) this.rest(name);
  }

  rest(name) {
    clearTimeout(this.busy.get(name)?.timer);
    this.busy.delete(name);
    this.redraw(Number(name.split(" ")[0]));
  }

  async setBlocked(blocked) {
    await this.attempt(this.does.block(blocked));
    this.blocked = blocked;
    this.drawFoot();
  }

  async copy(text) {
    await navigator.clipboard?.writeText(text).catch(() => null);
    this.toast(this.word("copied"));
  }

  /** Follow a link as this phone would: deep links, shares, pages inside the phone, the video. */
  follow(url) {
    const to = new URL(url, location.href);
    const bot = this.bot?.username?.toLowerCase();
    if (to.host === "t.me" && to.pathname === "/share/url") this.sheets.share(to.searchParams.get("url") ?? "", to.searchParams.get("text") ?? "");
    else if (to.host === "t.me" && to.pathname.slice(1).toLowerCase() === bot) this.deepLink(to.searchParams.get("start"));
    else if (url.startsWith(this.street.stream)) this.street.stage.call();
    else this.browse(url);
  }

  deepLink(payload) {
    if (payload) this.attempt(this.does.open(payload));
  }

  /** The checkout inside this phone is over and leads to `url`. */
  back(url) {
    this.sheets.close();
    if (url) this.follow(url);
  }

  browse(url) {
    const swap = this.street.links.find(({ from }) => url.startsWith(from));
    const address = swap ? swap.to + url.slice(swap.from.length) : url;
    const { hostname, protocol } = new URL(address, location.href);
    const near = Boolean(swap) || ["127.0.0.1", "localhost", location.hostname].includes(hostname);
    if (near && protocol.startsWith("http")) {
      this.sheets.page(address, url);
      this.street.noticed("paying", this, address);
    } else if (/^(https?|mailto):$/.test(protocol)) window.open(address, "_blank", "noopener");
  }
}
