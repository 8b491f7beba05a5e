// One person's phone: the chat that is open, its composer and everything that happens in it.
import { bubble } from "./bubble.js";
import { chatTabs, pinnedBar, streamBar } from "./chats.js";
import { day, el, flag, ticks } from "./dom.js";
import { Ears } from "./ears.js";
import { composer, frame, invitation } from "./frame.js";
import { Menus } from "./menus.js";
import { Sheets } from "./sheets.js";
import { line } from "./wire.js";
import { onLanguage, say, word } from "./words.js";

export class Phone extends Ears {
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
    this.rooms = new Map();
    this.commands = [];
    this.busy = new Map();
    this.early = new Map();
    this.waiting = [];
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

  // What it shows --------------------------------------------------------------------------

  draw() {
    const items = [];
    let before = null;
    for (const group of this.room?.groups() ?? []) {
      const date = day(group[0].date, this);
      if (date !== before)
        items.push(
          el("li", {
            class: "day",
            text: date === day(Date.now() / 1000, this) ? this.word("today") : date,
          }),
        );
      before = date;
      items.push(bubble(group, this));
    }
    if (!items.length) items.push(invitation(this));
    const { near, log } = this;
    const place = log.scrollTop;
    log.replaceChildren(...items);
    if (near) this.toEnd();
    else log.scrollTop = place;
    this.drawHead();
    this.drawFoot();
  }

  drawHead() {
    const { room } = this;
    this.chats.replaceChildren(...chatTabs(this));
    this.chats.hidden = !this.chats.children.length;
    this.title.textContent = this.titleOf(room?.chat ?? {});
    if (!this.status.classList.contains("typing")) this.typing(false);
    this.below.replaceChildren(...[streamBar(this), pinnedBar(this)].filter(Boolean));
  }

  start() {
    if (this.person.role === "buyer") this.open(`f_${this.shop.slug}`);
    else this.say("/start");
  }

  drawFoot() {
    const among = Boolean(this.room && !this.room.isPrivate);
    const big = among ? null : this.hurdle();
    this.slash.hidden = among;
    this.input.placeholder = this.word(among ? "comment" : "message");
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

  /** What must be pressed before one can write to the bot, if anything. */
  hurdle() {
    if (this.blocked) return ["unblock", () => this.setBlocked(false)];
    return this.home?.messages.size ? null : ["start", () => this.start()];
  }

  append(message, mine) {
    const { near } = this;
    const group = this.room.groups().at(-1);
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
    const group = this.room.groups().find((messages) => messages.some((m) => m.message_id === id));
    const old = group && this.log.querySelector(`[data-message="${group[0].message_id}"]`);
    if (!old) return;
    const held = old.contains(document.activeElement) ? document.activeElement.dataset.data : null;
    const { near } = this;
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

  /** Whether the newest message is in sight. */
  get near() {
    return this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < 140;
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
    const members = this.room?.isPrivate === false && this.room.members;
    const what = members ? this.word("members", { n: members }) : this.word("bot");
    this.status.textContent = on ? this.word("typing") : what;
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

  /** Open one of this phone's chats, by default the private one with the bot. */
  enter(chatId = this.id) {
    if (!this.rooms.has(chatId)) return;
    if (chatId !== this.chatId) this.setContext(null, false);
    this.chatId = chatId;
    this.room.unread = 0;
    this.menus.close();
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
