// What slides over a phone: a page (the checkout), a share sheet, an alert, a picture.
import { el, face, icon } from "./dom.js";

const WIDE = 390; // a page inside a phone is laid out this wide and scaled to the phone

export class Sheets {
  constructor(phone) {
    this.phone = phone;
    this.layers = [];
  }

  close() {
    for (const layer of this.layers) layer.remove();
    this.layers = [];
    this.watcher?.disconnect();
    if (this.before?.isConnected) this.before.focus({ preventScroll: true });
    this.closed?.();
    this.closed = null;
  }

  /** Whether the page open here is the window `source`. */
  holds(source) {
    return this.layers.some((layer) => layer.querySelector("iframe")?.contentWindow === source);
  }

  /** Something in the page open here, when that page is of this street. */
  element(selector) {
    for (const frame of this.phone.screen.querySelectorAll("iframe"))
      return frame.contentDocument?.querySelector(selector) ?? null;
    return null;
  }

  open(panel, label) {
    this.close();
    this.before = document.activeElement;
    panel.setAttribute("role", "dialog");
    panel.setAttribute("aria-label", label);
    panel.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.close();
      if (event.key === "Tab") keep(event, panel);
    });
    const veil = el("div", { class: "veil", onclick: () => this.close() });
    this.layers = [veil, panel];
    this.phone.screen.append(veil, panel);
    (panel.querySelector("button") ?? panel).focus({ preventScroll: true });
  }

  /** The page at `url` inside the phone, under the address `shown`, with a way out. */
  page(url, shown) {
    const { phone } = this;
    const frame = el("iframe", {
      src: url,
      title: phone.word("phone_of", { name: phone.person.first_name }),
      allow: "clipboard-write",
    });
    const room = el("div", { class: "sheet-page" }, frame);
    const host = el("p", {}, icon("lock"), new URL(shown, location.href).host);
    const away = el(
      "button",
      {
        type: "button",
        class: "icon-button",
        "aria-label": phone.word("close"),
        title: phone.word("close"),
        onclick: () => this.close(),
      },
      icon("close"),
    );
    const tab = phone.word("new_tab");
    const out = el(
      "a",
      {
        class: "icon-button",
        href: url,
        target: "_blank",
        rel: "noopener",
        "aria-label": tab,
        title: tab,
      },
      icon("out"),
    );
    this.open(
      el("div", { class: "sheet page" }, el("div", { class: "sheet-bar" }, away, host, out), room),
      host.textContent,
    );
    this.watcher = new ResizeObserver(() => fit(frame, room));
    this.watcher.observe(room);
  }

  /** Offer `url` to the other people of the street, as one shares a link with friends. */
  share(url, text) {
    const { phone } = this;
    const give = (friend) =>
      el(
        "button",
        {
          type: "button",
          onclick: () => {
            this.close();
            friend.follow(url);
          },
        },
        face(friend.person),
        friend.person.first_name,
      );
    const copy = () => {
      this.close();
      phone.copy([text, url].filter(Boolean).join(" "));
    };
    this.open(
      el(
        "div",
        { class: "sheet share" },
        el("h3", { text: phone.word("share_with") }),
        el("p", { text: [text, url].filter(Boolean).join("\n") }),
        el("div", { class: "friends" }, phone.friends().map(give)),
        el("button", { type: "button", class: "ghost", onclick: copy, text: phone.word("copy") }),
      ),
      phone.word("share_with"),
    );
  }

  alert(text) {
    const ok = el("button", {
      type: "button",
      class: "solid",
      onclick: () => this.close(),
      text: this.phone.word("ok"),
    });
    this.open(el("div", { class: "alert" }, el("p", { text }), ok), text);
  }

  look(source, alt) {
    this.open(
      el(
        "div",
        { class: "look", onclick: () => this.close() },
        el("img", { src: source, alt }),
        el(
          "button",
          { type: "button", class: "icon-button", "aria-label": this.phone.word("close") },
          icon("close"),
        ),
      ),
      alt,
    );
  }
}

function fit(frame, room) {
  const wide = Math.max(WIDE, room.clientWidth);
  const scale = room.clientWidth / wide;
  frame.style.width = `${wide}px`;
  frame.style.height = `${room.clientHeight / scale}px`;
  frame.style.transform = `scale(${scale})`;
}

function keep(event, panel) {
  const stops = [...panel.querySelectorAll("button, a[href], iframe")];
  const [first, last] = [stops[0], stops.at(-1)];
  const leaving = event.shiftKey
    ? document.activeElement === first
    : document.activeElement === last;
  if (!leaving || stops.some((stop) => stop.tagName === "IFRAME")) return;
  event.preventDefault();
  (event.shiftKey ? last : first).focus();
}
