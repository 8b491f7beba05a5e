// The small menus of a phone: commands, attachments, the chat's menu, one message's menu.
import { el, icon } from "./dom.js";

const CHEERS = ["👍", "❤️", "🔥", "😍", "🙏"];

export class Menus {
  constructor(phone) {
    this.phone = phone;
    this.opened = null;
    document.addEventListener("pointerdown", (event) => {
      if (
        this.opened &&
        !this.opened.contains(event.target) &&
        !this.anchor?.contains(event.target)
      )
        this.close();
    });
  }

  close(back = false) {
    this.opened?.remove();
    this.opened = null;
    this.anchor?.setAttribute("aria-expanded", "false");
    if (back) this.anchor?.focus();
  }

  /** Show `items` (buttons or blocks) in a menu of class `kind` inside `host`; again closes it. */
  show(kind, host, anchor, items, focus = true) {
    const same = this.opened?.dataset.kind === kind && this.anchor === anchor;
    this.close();
    if (same && focus) return;
    this.anchor = anchor;
    anchor.setAttribute("aria-expanded", "true");
    this.opened = el(
      "div",
      { class: `menu ${kind}`, "data-kind": kind, onkeydown: (event) => this.walk(event) },
      items,
    );
    host.append(this.opened);
    if (focus) this.opened.querySelector("button")?.focus({ preventScroll: true });
  }

  walk(event) {
    if (event.key === "Escape") return this.close(true);
    const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    if (!step) return undefined;
    event.preventDefault();
    const buttons = [...this.opened.querySelectorAll("button")];
    const next = (buttons.indexOf(document.activeElement) + step + buttons.length) % buttons.length;
    return buttons[next].focus();
  }

  item(name, text, act, kind = "") {
    const done = () => {
      this.close();
      act();
    };
    return el("button", { type: "button", class: kind, onclick: done }, icon(name), text);
  }

  /** The command menu; `typed` narrows it while a person types, without taking the focus. */
  commands(anchor, typed = null) {
    const { phone } = this;
    const fitting = phone.commands.filter(
      ({ command }) => !typed || `/${command}`.startsWith(typed),
    );
    if (!fitting.length) return this.close();
    const entry = ({ command, description }) => {
      const send = () => {
        this.close();
        phone.clear();
        phone.say(`/${command}`);
      };
      return el(
        "button",
        { type: "button", onclick: send },
        el("code", { text: `/${command}` }),
        el("span", { text: description }),
      );
    };
    return this.show("commands", phone.foot, anchor, fitting.map(entry), typed === null);
  }

  attach(anchor) {
    const { phone } = this;
    const thumb = (good) => {
      const send = async () => {
        this.close();
        const picture = await (await fetch(good.picture)).blob();
        phone.attach(new File([picture], `${good.code}.jpg`, { type: "image/jpeg" }));
      };
      return el(
        "button",
        { type: "button", "aria-label": `${good.code} ${good.title}`, onclick: send },
        el("img", { src: good.picture, alt: "" }),
        el("span", { text: good.code }),
      );
    };
    const chooser = el("input", {
      type: "file",
      hidden: true,
      onchange: () => chooser.files[0] && phone.attach(chooser.files[0]),
    });
    phone.foot.append(chooser);
    const own = this.item("clip", phone.word("from_here"), () => chooser.click());
    this.show("attach", phone.foot, anchor, [
      el(
        "div",
        { class: "pictures", role: "group", "aria-label": phone.word("shop_pictures") },
        phone.goods.map(thumb),
      ),
      own,
    ]);
  }

  header(anchor) {
    const { phone } = this;
    const items = [];
    if (phone.group?.isGoverned) {
      const what = phone.group.live ? "end" : "start";
      items.push(this.item("play", phone.word(`${what}_stream`), () => phone.stream(what)));
    }
    items.push(
      this.item("link", phone.word("shop_link", { shop: phone.shop.name }), () =>
        phone.open(`s_${phone.shop.slug}`),
      ),
    );
    const block = phone.blocked ? "unblock" : "block";
    items.push(
      this.item(
        "block",
        phone.word(block),
        () => phone.setBlocked(!phone.blocked),
        phone.blocked ? "" : "bad",
      ),
    );
    this.show("header", anchor.parentElement, anchor, items);
  }

  message(message, anchor) {
    const { phone } = this;
    const text = message.text ?? message.caption ?? "";
    const items = message.chat.type === "private" ? [] : [this.cheers(message)];
    items.push(this.item("reply", phone.word("reply"), () => phone.replyTo(message)));
    if (message.from?.id === phone.id && message.text)
      items.push(this.item("edit", phone.word("edit"), () => phone.startEdit(message)));
    if (text) items.push(this.item("copy", phone.word("copy"), () => phone.copy(text)));
    this.show("attach", phone.foot, anchor, items);
  }

  cheers(message) {
    const { phone } = this;
    const button = (emoji) => {
      const react = () => {
        this.close();
        phone.cheer(message, emoji);
      };
      return el("button", { type: "button", onclick: react, text: emoji });
    };
    const label = phone.word("react");
    return el("div", { class: "cheers", role: "group", "aria-label": label }, CHEERS.map(button));
  }
}
