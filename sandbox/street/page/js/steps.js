// The tour: what each step says, which phones it is about, how it does itself, and what proves it.
import { say, language } from "./words.js";

const TEXTS = {
  en: {
    follow: [
      "Three people follow Malee",
      "Emma, Giulia and Nok tap Malee's link and press <b>Start</b>. Each gets the shop in her own language.",
    ],
    live: [
      "Malee goes live",
      "She types <code>/live</code> on her phone and starts talking to the camera. That is all.",
    ],
    alert: [
      "The alert arrives",
      "Everyone who follows is told the moment it starts, in her language, with a button to the video and one to mute.",
    ],
    claim: [
      "Emma wants the scarf",
      "The code is on the video. She types <code>CF A12</code>, and one scarf is held for her.",
    ],
    last: [
      "One left, two hands",
      "Giulia and Nok ask at the same moment. The first comment gets it, the other waits in line. Never both.",
    ],
    comment: [
      "A comment in Malee's group",
      "Giulia writes <code>B07</code> for everybody to see. The bot puts 👍 on it, and tells her the rest in private.",
    ],
    shot: [
      "A screenshot is an order",
      "Nok taps the camera on her phone. The bot reads the code in her picture of the video, and the bag is hers.",
    ],
    pay: [
      "Emma pays",
      "She opens her cart, taps <b>Pay</b> and the checkout opens in the phone. Any card works: no money moves here.",
    ],
    sales: [
      "What to pack",
      "Malee sends <code>/sales</code>: who paid, for what, and where it goes. Now the street is yours, try anything.",
    ],
  },
  it: {
    follow: [
      "In tre seguono Malee",
      "Emma, Giulia e Nok toccano il link di Malee e premono <b>Avvia</b>. Ognuna trova il negozio nella sua lingua.",
    ],
    live: [
      "Malee va in diretta",
      "Scrive <code>/live</code> sul telefono e comincia a parlare alla telecamera. Nient'altro.",
    ],
    alert: [
      "Arriva l'avviso",
      "Chi la segue lo sa nel momento in cui comincia, nella sua lingua, con un pulsante per il video e uno per silenziare.",
    ],
    claim: [
      "Emma vuole il foulard",
      "Il codice è nel video. Scrive <code>CF A12</code> e un foulard è da parte per lei.",
    ],
    last: [
      "Ne resta uno, lo vogliono in due",
      "Giulia e Nok lo chiedono nello stesso istante. Va al primo commento, l'altra entra in lista d'attesa. Mai a tutte e due.",
    ],
    comment: [
      "Un commento nel gruppo di Malee",
      "Giulia scrive <code>B07</code> davanti a tutti. Il bot mette 👍 e le dice il resto in privato.",
    ],
    shot: [
      "Uno screenshot è un ordine",
      "Nok tocca la fotocamera sul telefono. Il bot legge il codice nella sua foto del video, e la borsa è sua.",
    ],
    pay: [
      "Emma paga",
      "Apre il carrello, tocca <b>Paga</b> e la pagina di pagamento si apre nel telefono. Va bene qualsiasi carta: qui non si muove denaro.",
    ],
    sales: [
      "Cosa preparare",
      "Malee scrive <code>/sales</code>: chi ha pagato, per cosa, e dove va. Ora la via è tua: prova quello che vuoi.",
    ],
  },
  th: {
    follow: [
      "สามคนติดตามร้านมาลี",
      "เอ็มมา จูเลีย และนก แตะลิงก์ของมาลีแล้วกด<b>เริ่ม</b> แต่ละคนเห็นร้านในภาษาของตัวเอง",
    ],
    live: ["มาลีเริ่มไลฟ์", "พิมพ์ <code>/live</code> ในโทรศัพท์ แล้วพูดกับกล้องได้เลย เท่านี้เอง"],
    alert: ["แจ้งเตือนมาแล้ว", "ทุกคนที่ติดตามรู้ทันทีที่เริ่ม ในภาษาของตัวเอง พร้อมปุ่มดูไลฟ์และปุ่มปิดแจ้งเตือน"],
    claim: ["เอ็มมาอยากได้ผ้าพันคอ", "รหัสอยู่บนวิดีโอ พิมพ์ <code>CF A12</code> แล้วบอทจองไว้ให้หนึ่งผืน"],
    last: ["เหลือชิ้นเดียว สองคนแย่ง", "จูเลียกับนก CF พร้อมกัน คอมเมนต์แรกได้ไป อีกคนเข้าคิวรอ ไม่มีทางได้ทั้งคู่"],
    comment: [
      "คอมเมนต์ในกลุ่มของมาลี",
      "จูเลียพิมพ์ <code>B07</code> ให้ทุกคนเห็น บอทกด 👍 แล้วแจ้งรายละเอียดในแชตส่วนตัว",
    ],
    shot: [
      "แคปหน้าจอก็คือสั่งซื้อ",
      "นกแตะรูปกล้องในโทรศัพท์ บอทอ่านรหัสจากภาพวิดีโอ แล้วจองกระเป๋าไว้ให้",
    ],
    pay: ["เอ็มมาชำระเงิน", "เปิดตะกร้า แตะ<b>ชำระเงิน</b> หน้าชำระเงินเปิดในโทรศัพท์ ใช้บัตรอะไรก็ได้ ไม่มีเงินจริง"],
    sales: [
      "ต้องแพ็กอะไรบ้าง",
      "มาลีพิมพ์ <code>/sales</code> เห็นว่าใครชำระแล้ว ซื้ออะไร ส่งที่ไหน จากนี้ลองเล่นได้ตามใจ",
    ],
  },
};

export const stepText = (id) => (TEXTS[language()] ?? TEXTS.en)[id];
export const FIRST = "A12";
export const SECOND = "B07";
export const STREAM = "https://live.example.com/malee";

const PAY = /pay|paga|checkout|cassa|ชำระ|จ่าย/i;

/** The newest button on a phone that leads to a payment, or undefined. */
export function payKey(phone) {
  const usable = (key) =>
    (key.callback_data || key.url) &&
    PAY.test(`${key.text} ${key.callback_data ?? ""} ${key.url ?? ""}`);
  for (const message of phone.home?.newest() ?? []) {
    const key = (message.reply_markup?.inline_keyboard ?? []).flat().find(usable);
    if (key) return { message, key };
  }
  return undefined;
}

/** The steps in order. `go(cast)` performs one; `about` names the places that light up. */
export const STEPS = [
  {
    id: "follow",
    about: ["emma", "giulia", "nok"],
    go: (cast) => Promise.all(cast.buyers.map((phone) => phone.does.open(`f_${cast.shop.slug}`))),
  },
  {
    id: "live",
    about: ["malee"],
    go: (cast) => privately(cast.seller, `/live Friday silk ${STREAM}`),
  },
  { id: "alert", about: ["emma", "giulia", "nok"], look: "emma" },
  {
    id: "claim",
    about: ["emma", "stage"],
    look: "emma",
    go: async (cast) => {
      if (cast.stage.code() !== FIRST) await cast.stage.show(FIRST);
      await privately(cast.buyers[0], `CF ${FIRST}`);
    },
  },
  {
    id: "last",
    about: ["giulia", "nok"],
    look: "giulia",
    go: (cast) => Promise.all(cast.buyers.slice(1).map((one) => privately(one, `CF ${FIRST}`))),
  },
  { id: "comment", about: ["giulia", "stage"], look: "giulia", go: comment },
  {
    id: "shot",
    about: ["nok", "stage"],
    look: "nok",
    go: async (cast) => {
      await onScreen(cast, SECOND);
      await cast.buyers[2].screenshot();
    },
  },
  { id: "pay", about: ["emma"], go: pay },
  { id: "sales", about: ["malee"], go: (cast) => privately(cast.seller, "/sales") },
];

function privately(phone, text) {
  phone.enter();
  return phone.does.send(text);
}

async function onScreen(cast, code) {
  if (cast.stage.code() !== code) await cast.stage.show(code);
  await cast.stage.shows(code);
}

/** Everybody looks into the group while one of them writes. */
async function comment(cast) {
  await onScreen(cast, SECOND);
  const giulia = cast.buyers[1];
  for (const phone of [cast.seller, ...cast.buyers]) phone.enter(phone.group?.chat.id);
  await giulia.say(SECOND);
}

/** First opens the checkout, then, once it is open, pays there. */
async function pay(cast) {
  const emma = cast.buyers[0];
  const till = emma.sheets.element('button[value="pay"]');
  if (till) return till.click();
  const answered = emma.heard();
  await privately(emma, "/cart");
  await answered;
  let found = payKey(emma);
  if (found && !found.key.url) {
    const opened = emma.heard();
    await emma.press(found.message, found.key);
    await opened;
    found = payKey(emma);
  }
  if (!found?.key.url) throw new Error(say("failed"));
  return emma.follow(found.key.url);
}
