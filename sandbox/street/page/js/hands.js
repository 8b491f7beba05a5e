// What a person does with a phone: types, presses, attaches, follows links.
import { el, icon } from "./dom.js";

export const PATIENCE = 12_000; // ms until a pressed button gives up waiting for its answer

const busyName = (message, key) =>
  `${message.chat.id} ${message.message_id} ${key.callback_data}`;

/** The acting half of a `Phone`, which has the chat, the composer and its parts. */
export class Hands {
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

  /** Write to the bot in private, whichever chat is open. */
  tell(text) {
    return this.attempt(this.does.send(text));
  }

  submit() {
    const text = this.input.value.trim();
    const { context } = this;
    if (!text) return;
    this.menus.close();
    this.clear();
    if (context?.edit)
      this.attempt(this.does.edit(context.edit.chat.id, context.edit.message_id, text));
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

  setContext(context, focus = true) {
    this.context = context;
    this.foot.querySelector(".context")?.remove();
    if (!context) return;
    const message = context.reply ?? context.edit;
    const away = el(
      "button",
      {
        type: "button",
        class: "icon-button",
        "aria-label": this.word("close"),
        onclick: () => this.clear(),
      },
      icon("close"),
    );
    this.foot.prepend(
      el(
        "div",
        { class: "context" },
        el("p", { text: message.text ?? message.caption ?? this.word("picture") }),
        away,
      ),
    );
    if (focus) this.input.focus();
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
    return Boolean(key.callback_data) && this.busy.has(busyName(message, key));
  }

  async press(message, key) {
    const name = busyName(message, key);
    if (this.busy.has(name)) return;
    const wait = { id: null, timer: setTimeout(() => this.rest(name), PATIENCE) };
    this.busy.set(name, wait);
    this.redraw(message.message_id);
    const about = /^take\b/.test(key.callback_data) ? (message.text ?? message.caption) : "";
    this.street.noticed("pressed", this, `${key.text} ${key.callback_data} ${about}`);
    const pressed = await this.attempt(
      this.does.press(message.chat.id, message.message_id, key.callback_data),
    );
    wait.id = pressed?.callback_query_id;
    if (!pressed || this.early.delete(wait.id)) this.rest(name);
  }

  rest(name) {
    clearTimeout(this.busy.get(name)?.timer);
    this.busy.delete(name);
    const [chatId, id] = name.split(" ").map(Number);
    if (chatId === this.chatId) this.redraw(id);
  }

  /** Send the bot a picture of the video as it stands now. */
  async screenshot() {
    if (this.hurdle()) {
      this.enter();
      this.toast(this.word("not_started"));
      return;
    }
    const taken = await this.attempt(this.street.stage.shoot());
    if (!taken) return;
    const file = new File([taken], "screenshot.jpg", { type: "image/jpeg" });
    if (await this.attempt(this.does.photo(file))) this.enter();
  }

  /** Start or end a Telegram live stream in the group. */
  stream(what) {
    return this.attempt(this.does.stream(this.group.chat.id, what));
  }

  cheer(message, emoji) {
    return this.attempt(this.does.react(message.chat.id, message.message_id, emoji));
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
    if (to.host === "t.me" && to.pathname === "/share/url")
      this.sheets.share(to.searchParams.get("url") ?? "", to.searchParams.get("text") ?? "");
    else if (to.host === "t.me" && to.pathname.slice(1).toLowerCase() === bot)
      this.deepLink(to.searchParams);
    else if (url.startsWith(this.street.stream)) this.street.stage.call();
    else this.browse(url);
  }

  /** The bot's own link: Start with a payload, or let it into the group. */
  deepLink(asked) {
    if (asked.has("startgroup") && this.group)
      this.attempt(this.does.letIn(this.group.chat.id)).then(() => this.enter());
    else if (asked.get("start")) this.open(asked.get("start"));
  }

  open(payload) {
    this.enter();
    return this.attempt(this.does.open(payload));
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
