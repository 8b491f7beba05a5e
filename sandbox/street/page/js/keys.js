// Inline keyboards: what each kind of button does, and how it looks while it waits.
import { el, icon, quiet } from "./dom.js";

/** The rows of buttons under a message; `phone` performs them. */
export function keyboard(message, phone) {
  const rows = message.reply_markup?.inline_keyboard;
  if (!rows?.length) return null;
  return el(
    "div",
    { class: "keys" },
    rows.map((row) =>
      el(
        "div",
        {},
        row.map((key) => button(key, message, phone)),
      ),
    ),
  );
}

function button(key, message, phone) {
  const kind = ["primary", "success", "danger"].includes(key.style) ? key.style : "";
  const waiting = phone.isBusy(message, key);
  const made = el(
    "button",
    {
      type: "button",
      class: `key ${kind} ${waiting ? "busy" : ""}`,
      "aria-busy": waiting ? "true" : null,
      disabled: Boolean(key.disabled),
      "data-data": key.callback_data,
      onclick: () => act(key, message, phone),
    },
    key.text,
  );
  if (key.url) made.append(icon("out"));
  if (key.copy_text) made.append(icon("copy"), quiet(phone.word("copy")));
  return made;
}

function act(key, message, phone) {
  if (key.url) phone.follow(key.url);
  else if (key.copy_text) phone.copy(key.copy_text.text);
  else if (key.callback_data) phone.press(message, key);
}
