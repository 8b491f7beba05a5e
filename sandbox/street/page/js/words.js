// Every word of the page itself. Phones speak their person's language, the page the chosen one.

const WORDS = {
  en: {
    motto: "Live selling inside a chat, tried out on one street",
    language: "Language", dark: "Dark", light: "Light", reconnecting: "Connection lost. Trying again…",
    seller: "Seller", buyer: "Buyer", live: "Live", bot: "bot", typing: "typing…", today: "Today", edited: "edited",
    start: "Start", unblock: "Unblock", block: "Block the bot", message: "Message", send: "Send", attach: "Attach", commands: "Commands",
    menu: "Menu", close: "Close", from_here: "From this computer", shop_pictures: "The shop's pictures", shop_link: "Open {shop}",
    reply: "Reply", edit: "Edit", copy: "Copy text", copied: "Copied", more: "More", picture: "Picture", document: "Document", ok: "OK",
    empty: "Tap Start to talk to the market.", share_with: "Send to a friend", new_tab: "Open in a new tab", unsupported: "Unsupported message",
    phone_of: "{name}'s phone", failed: "That did not work. Try again.", unread: "new message",
    viewers: "watching", closed: "The stall is still closed", closed_why: "{name} goes live, and everyone who follows gets an alert.", ended: "That was it for today", ended_why: "The show is over. Thank you for watching!",
    go_live: "Go live", next: "Next product", end: "End", on_screen: "on screen now", hello: "Hello everyone!",
    tour: "Guided tour", tour_resume: "Guided tour {n}/{all}", do_it: "Do it for me", show_me: "Show me", working: "Working…", next_step: "Next step", back: "Back", leave: "Leave the tour", done: "Done", finish: "Finish", step: "Step {n}",
  },
  it: {
    motto: "La vendita in diretta dentro una chat, da provare in una via",
    language: "Lingua", dark: "Scuro", light: "Chiaro", reconnecting: "Connessione persa. Riprovo…",
    seller: "Venditrice", buyer: "Cliente", live: "Live", bot: "bot", typing: "sta scrivendo…", today: "Oggi", edited: "modificato",
    start: "Avvia", unblock: "Sblocca", block: "Blocca il bot", message: "Messaggio", send: "Invia", attach: "Allega", commands: "Comandi",
    menu: "Menu", close: "Chiudi", from_here: "Da questo computer", shop_pictures: "Le foto del negozio", shop_link: "Apri {shop}",
    reply: "Rispondi", edit: "Modifica", copy: "Copia il testo", copied: "Copiato", more: "Altro", picture: "Foto", document: "Documento", ok: "OK",
    empty: "Tocca Avvia per parlare con il mercato.", share_with: "Manda a un'amica", new_tab: "Apri in una nuova scheda", unsupported: "Messaggio non supportato",
    phone_of: "Il telefono di {name}", failed: "Non ha funzionato. Riprova.", unread: "nuovo messaggio",
    viewers: "spettatori", closed: "La bancarella è ancora chiusa", closed_why: "{name} va in diretta e chi la segue riceve un avviso.", ended: "Per oggi è tutto", ended_why: "La diretta è finita. Grazie di averla seguita!",
    go_live: "Vai in diretta", next: "Prossimo prodotto", end: "Fine", on_screen: "ora sullo schermo", hello: "Ciao a tutti!",
    tour: "Visita guidata", tour_resume: "Visita guidata {n}/{all}", do_it: "Fallo per me", show_me: "Mostrami", working: "Un attimo…", next_step: "Avanti", back: "Indietro", leave: "Lascia la visita", done: "Fatto", finish: "Fine", step: "Passo {n}",
  },
  th: {
    motto: "ขายสดในแชต ลองเล่นได้ทั้งตลาดในหน้าเดียว",
    language: "ภาษา", dark: "มืด", light: "สว่าง", reconnecting: "การเชื่อมต่อหลุด กำลังลองใหม่…",
    seller: "แม่ค้า", buyer: "ลูกค้า", live: "ไลฟ์", bot: "บอต", typing: "กำลังพิมพ์…", today: "วันนี้", edited: "แก้ไขแล้ว",
    start: "เริ่ม", unblock: "เลิกบล็อก", block: "บล็อกบอต", message: "ข้อความ", send: "ส่ง", attach: "แนบ", commands: "คำสั่ง",
    menu: "เมนู", close: "ปิด", from_here: "จากเครื่องนี้", shop_pictures: "รูปสินค้าของร้าน", shop_link: "เปิดร้าน {shop}",
    reply: "ตอบกลับ", edit: "แก้ไข", copy: "คัดลอกข้อความ", copied: "คัดลอกแล้ว", more: "เพิ่มเติม", picture: "รูปภาพ", document: "เอกสาร", ok: "ตกลง",
    empty: "แตะ เริ่ม เพื่อคุยกับตลาด", share_with: "ส่งให้เพื่อน", new_tab: "เปิดในแท็บใหม่", unsupported: "ข้อความที่ยังไม่รองรับ",
    phone_of: "โทรศัพท์ของ {name}", failed: "ไม่สำเร็จ ลองอีกครั้ง", unread: "ข้อความใหม่",
    viewers: "คนดู", closed: "แผงยังไม่เปิด", closed_why: "เมื่อ {name} เริ่มไลฟ์ ทุกคนที่ติดตามจะได้รับแจ้งเตือน", ended: "วันนี้พอแค่นี้ก่อน", ended_why: "ไลฟ์จบแล้ว ขอบคุณที่รับชม!",
    go_live: "เริ่มไลฟ์", next: "สินค้าถัดไป", end: "จบ", on_screen: "กำลังโชว์", hello: "สวัสดีทุกคนค่ะ!",
    tour: "ทัวร์แนะนำ", tour_resume: "ทัวร์แนะนำ {n}/{all}", do_it: "ทำให้หน่อย", show_me: "พาไปดู", working: "กำลังทำ…", next_step: "ขั้นต่อไป", back: "ย้อนกลับ", leave: "ออกจากทัวร์", done: "เรียบร้อย", finish: "จบทัวร์", step: "ขั้นที่ {n}",
  },
};

/** The word for `key` in `language`, with `{holes}` filled. */
export function word(language, key, holes = {}) {
  const text = (WORDS[language] ?? WORDS.en)[key] ?? WORDS.en[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (_, hole) => holes[hole] ?? "");
}

let chosen = pick();
const listeners = new Set();

function pick() {
  const kept = localStorage.getItem("street.language");
  const known = [kept, ...navigator.languages.map((tag) => tag.slice(0, 2))].find((tag) => tag in WORDS);
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
