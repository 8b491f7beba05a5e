// What comes up on the video: comments of the group, hearts, and how many watch.
import { el, icon } from "./dom.js";

const KEPT = 4; // comments that stay
const STILL = matchMedia("(prefers-reduced-motion: reduce)");

export class Crowd {
  constructor() {
    this.watching = 40;
    this.count = el("span", { text: String(this.watching) });
    this.comments = el("ul", { class: "comments", "aria-hidden": "true" });
    this.hearts = el("div", { class: "hearts", "aria-hidden": "true" });
  }

  /** Somebody wrote `text` in the group. */
  say(name, text) {
    this.comments.append(el("li", {}, el("b", { text: `${name} ` }), text));
    while (this.comments.children.length > KEPT) this.comments.firstChild.remove();
    this.love(1);
  }

  hush() {
    this.comments.replaceChildren();
  }

  breathe() {
    this.watching += Math.round(Math.random() * 9) - 2;
    this.count.textContent = String(this.watching);
    this.love(1);
  }

  love(count) {
    if (STILL.matches || document.hidden) return;
    for (let i = 0; i < count; i += 1) {
      const heart = el(
        "i",
        {
          style: `--drift:${Math.round(Math.random() * 60 - 44)}px;animation-delay:${i * 120}ms`,
          onanimationend: () => heart.remove(),
        },
        icon("heart"),
      );
      this.hearts.append(heart);
    }
  }
}
