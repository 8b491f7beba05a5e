// The tour's strip: where one is, what it says, and the button that does it.
import { el, icon } from "./dom.js";
import { Proof } from "./proof.js";
import { STEPS, stepText } from "./steps.js";
import { say, onLanguage } from "./words.js";

export class Tour {
  /** `root` holds the strip, `resume` is the pill of the top bar; `cast` the phones and stage. */
  constructor(root, resume, cast, run) {
    Object.assign(this, { root, resume, cast, key: `street.tour.${run}` });
    const kept = JSON.parse(localStorage.getItem(this.key) ?? "{}");
    this.at = Math.min(kept.at ?? 0, STEPS.length - 1);
    this.done = new Set(kept.done ?? []);
    this.left = kept.left ?? false;
    this.proof = new Proof(cast);
    resume.addEventListener("click", () => this.leave(false));
    onLanguage(() => this.draw());
    this.draw();
  }

  get step() {
    return STEPS[this.at];
  }

  /** The bot said or changed something on `phone`; `message` is empty for a reaction. */
  hears(phone, message) {
    this.prove(this.proof.hears(phone, message));
  }

  /** These steps have been seen to happen. */
  prove(ids) {
    const proved = ids.filter((id) => !this.done.has(id));
    if (!proved.length) return;
    for (const id of proved) this.done.add(id);
    this.draw();
  }

  go(index) {
    this.at = Math.max(0, Math.min(index, STEPS.length - 1));
    this.look();
    this.draw();
    this.root.querySelector(".tour-do .solid")?.focus({ preventScroll: true });
  }

  /** Bring what the step is about into view. */
  look() {
    this.cast.look(this.step.look ?? this.step.about[0]);
  }

  leave(left) {
    this.left = left;
    this.draw();
    (left ? this.resume : this.root.querySelector(".tour-do .solid"))?.focus();
  }

  async perform() {
    const { step } = this;
    this.look();
    if (!step.go || this.working) return;
    this.working = step.id;
    this.draw();
    try {
      await step.go(this.cast);
    } catch {
      this.cast.place(step.about[0]).toast?.(say("failed"));
    }
    this.working = null;
    this.draw();
  }

  draw() {
    localStorage.setItem(
      this.key,
      JSON.stringify({ at: this.at, done: [...this.done], left: this.left }),
    );
    const { step } = this;
    const done = this.done.has(step.id);
    this.root.hidden = this.left;
    this.resume.hidden = !this.left;
    this.resume.textContent = say("tour_resume", { n: this.at + 1, all: STEPS.length });
    this.root.dataset.done = done;
    this.root.dataset.step = step.id;
    this.root.setAttribute("aria-label", say("tour"));
    this.cast.spot(this.left ? [] : step.about);
    const focused = this.root.contains(document.activeElement)
      ? document.activeElement.dataset.part
      : null;
    const [title, text] = stepText(step.id);
    const words = el(
      "div",
      { class: "tour-text", "aria-live": "polite" },
      el("h2", { text: title }),
      el("p"),
    );
    words.lastChild.innerHTML = text; // our own catalogue, never what a person typed
    this.root.replaceChildren(this.dots(), words, this.buttons(step, done));
    if (focused)
      this.root.querySelector(`[data-part="${focused}"]`)?.focus({ preventScroll: true });
  }

  dots() {
    const dot = (step, index) => {
      const done = this.done.has(step.id);
      const label = `${say("step", { n: index + 1 })}: ${stepText(step.id)[0]}${done ? ` (${say("done")})` : ""}`;
      const button = el(
        "button",
        {
          type: "button",
          class: done ? "done" : "",
          "data-part": `dot${index}`,
          "aria-label": label,
          title: label,
          "aria-current": index === this.at ? "step" : null,
          onclick: () => this.go(index),
        },
        done ? icon("check") : String(index + 1),
      );
      return el("li", {}, button);
    };
    return el("ol", { class: "tour-count" }, STEPS.map(dot));
  }

  buttons(step, done) {
    const working = this.working === step.id;
    const last = this.at === STEPS.length - 1;
    const doIt = el("button", {
      type: "button",
      class: `${done ? "ghost" : "solid"} tour-go ${working ? "working" : ""}`,
      "data-part": "go",
      disabled: working,
      onclick: () => this.perform(),
      text: say(working ? "working" : step.go ? "do_it" : "show_me"),
    });
    const next = el("button", {
      type: "button",
      class: `${done ? "solid" : "ghost"} tour-next`,
      "data-part": "next",
      onclick: () => (last ? this.leave(true) : this.go(this.at + 1)),
      text: say(last ? "finish" : "next_step"),
    });
    const away = el(
      "button",
      {
        type: "button",
        class: "icon-button",
        "data-part": "leave",
        "aria-label": say("leave"),
        title: say("leave"),
        onclick: () => this.leave(true),
      },
      icon("close"),
    );
    const mark = done
      ? el("span", { class: "tour-done", role: "status" }, icon("check"), say("done"))
      : null;
    return el("div", { class: "tour-do" }, done && step.go ? [mark, next] : [doIt, next], away);
  }
}
