// Every word of the page itself. Phones speak their person's language, the page the chosen one.

import en from "./words/en.js";
import it from "./words/it.js";
import th from "./words/th.js";

const WORDS = { en, it, th };

/** The word for `key` in `language`, with `{holes}` filled. */
export function word(language, key, holes = {}) {
  const text = (WORDS[language] ?? WORDS.en)[key] ?? WORDS.en[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (_, hole) => holes[hole] ?? "");
}

let chosen = pick();
const listeners = new Set();

function pick() {
  const kept = localStorage.getItem("street.language");
  const known = [kept, ...navigator.languages.map((tag) => tag.slice(0, 2))].find(
    (tag) => tag in WORDS,
  );
  return known ?? "en";
}

export const LANGUAGES = { en: "English", it: "Italiano", th: "ไทย" };
export const language = () => chosen;

/** The page's own word in the language chosen on the page. */
export const say = (key, holes) => word(chosen, key, holes);

export function choose(next) {
  chosen = next;
  localStorage.setItem("street.language", next);
  for (const redraw of listeners) redraw();
}

export const onLanguage = (redraw) => listeners.add(redraw);
