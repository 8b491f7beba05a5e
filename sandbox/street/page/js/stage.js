// The pretend live video: the stall, what is held up, and the program's overlay over it.
import { SCENE } from "./art.js";
import { shoot } from "./camera.js";
import { Crowd } from "./crowd.js";
import { el, face, icon, price } from "./dom.js";
import { language, onLanguage, say } from "./words.js";
import { said } from "./wire.js";

export class Stage {
  /** `street` is the page's set-up with `shop`, `goods` and, once built, `seller`. */
  constructor(root, street) {
    Object.assign(this, { root, street, now: { state: "closed", code: null } });
    this.crowd = new Crowd();
    this.build();
    onLanguage(() => this.draw());
    setInterval(() => this.breathe(), 2300);
  }

  build() {
    this.video = el("div", { class: "video" });
    this.video.innerHTML = SCENE;
    this.air = el("div", { class: "on-air" });
    this.card = el("div");
    this.overlay = el("iframe", { class: "overlay", tabindex: "-1", hidden: true });
    const { comments, hearts } = this.crowd;
    this.video.append(this.air, comments, hearts, this.card, this.overlay);
    this.keys = el("div", { class: "stage-keys" });
    this.root.append(this.video, this.keys);
  }

  /** Lay the program's overlay over the video: its address, or null for none. */
  lay(address) {
    if (!address || this.overlay.getAttribute("src") === address) return;
    this.overlay.src = address;
    this.draw();
  }

  /** A JPEG of the video as it stands now. */
  shoot() {
    this.again(this.video, "flashed");
    return shoot(this.video);
  }

  code() {
    return this.now.code;
  }

  good(code = this.now.code) {
    return this.street.goods.find((good) => good.code === code);
  }

  /** The server says what is on the video now: `{state, code}`. */
  apply(now) {
    const fresh = now.code !== this.now.code || now.state !== this.now.state;
    this.now = now;
    if (fresh) this.draw(true);
    if (fresh && now.state === "live") this.crowd.love(5);
  }

  /** Show a product: through the bot where it knows how, else only in the picture. */
  async show(code) {
    const { seller } = this.street;
    if (seller.commands.some(({ command }) => command === "show"))
      await seller.tell(`/show ${code}`);
    else await said(`/show ${code}`);
  }

  /** Resolves once the overlay shows a product, or there is none to wait for. */
  async shows(code, patience = 5000) {
    const laid = () => this.overlay.contentDocument?.querySelector('[data-of="code"]');
    const until = Date.now() + patience;
    while (laid() && laid().textContent !== code && Date.now() < until)
      await new Promise((resolve) => setTimeout(resolve, 100));
  }

  next() {
    const codes = this.street.goods.map((good) => good.code);
    return this.show(codes[(codes.indexOf(this.now.code) + 1) % codes.length]);
  }

  draw(fresh = false) {
    const { state } = this.now;
    const good = state === "live" ? this.good() : null;
    const part = (name) => this.video.querySelector(`svg .${name}`);
    this.video.dataset.state = state;
    part("curtain").style.display = state === "live" ? "none" : "";
    part("held").style.display = good ? "" : "none";
    part("resting").style.display = good ? "none" : "";
    if (good) part("held-picture").setAttribute("href", good.picture);
    if (good && fresh) this.again(part("held"), "fresh");
    this.root.setAttribute("aria-label", say("live"));
    this.drawAir(state);
    const laid = this.overlay.hasAttribute("src");
    this.overlay.hidden = !laid || state !== "live";
    this.overlay.title = say("on_screen");
    const card = state === "live" ? !laid && good && this.onScreen(good) : this.shut(state);
    this.card.replaceChildren(...(card ? [card] : []));
    if (state !== "live") this.crowd.hush();
    this.drawKeys(state);
  }

  drawAir(state) {
    const host = el(
      "span",
      { class: "host" },
      face(this.street.seller.person),
      this.street.shop.name,
    );
    const live = [
      el("span", { class: "badge", text: "LIVE" }),
      el("span", { class: "viewers", title: say("viewers") }, icon("eye"), this.crowd.count),
    ];
    this.air.replaceChildren(...(state === "live" ? live : []), host);
  }

  onScreen(good) {
    const cost = price(good.price, this.street.shop.currency, language());
    return el(
      "div",
      { class: "on-screen", "aria-live": "polite" },
      el("b", { text: good.code }),
      el("span", {}, good.title, el("em", { text: cost })),
    );
  }

  shut(state) {
    const name = this.street.seller.person.first_name;
    const go = el("button", {
      type: "button",
      class: "solid",
      onclick: () => this.goLive(),
      text: say("go_live"),
    });
    return el(
      "div",
      { class: "closed" },
      el("strong", { text: say(state) }),
      el("p", { text: say(`${state}_why`, { name }) }),
      go,
    );
  }

  goLive() {
    return this.street.seller.tell(`/live Friday silk ${this.street.stream}`);
  }

  drawKeys(state) {
    const live = state === "live";
    const focused = this.keys.contains(document.activeElement)
      ? document.activeElement.dataset.part
      : null;
    const thumb = (good) =>
      el(
        "button",
        {
          type: "button",
          disabled: !live,
          "data-part": good.code,
          "aria-pressed": String(live && good.code === this.now.code),
          "aria-label": `${good.code} ${good.title}`,
          title: `${good.code} ${good.title}`,
          onclick: () => this.show(good.code),
        },
        el("img", { src: good.picture, alt: "" }),
      );
    const next = el("button", {
      type: "button",
      class: "ghost",
      disabled: !live,
      "data-part": "next",
      onclick: () => this.next(),
      text: say("next"),
    });
    const end =
      live &&
      el("button", {
        type: "button",
        class: "ghost",
        "data-part": "end",
        onclick: () => this.street.seller.tell("/end"),
        text: say("end"),
      });
    this.keys.replaceChildren(
      el("div", { class: "rail" }, this.street.goods.map(thumb)),
      el("div", { class: "stage-buttons" }, ...[next, end].filter(Boolean)),
    );
    if (focused)
      this.keys.querySelector(`[data-part="${focused}"]`)?.focus({ preventScroll: true });
  }

  again(node, name) {
    node.classList.remove(name);
    node.getBoundingClientRect();
    node.classList.add(name);
  }

  /** A phone opened the link to the video. */
  call() {
    this.street.bring("stage");
    this.again(this.video, "called");
    this.crowd.love(3);
  }

  /** Somebody commented in the group. */
  hear(name, text) {
    if (this.now.state === "live") this.crowd.say(name, text);
  }

  breathe() {
    if (this.now.state === "live" && !document.hidden) this.crowd.breathe();
  }
}
