"""The words of the checkout page in English, Italian and Thai."""

LABELS: dict[str, dict[str, str]] = {
    "en": {
        "title": "Test checkout",
        "notice": "A stand-in for trying things out: no money moves.",
        "order": "Your order",
        "subtotal": "Subtotal",
        "shipping": "Delivery",
        "free": "Free",
        "total": "Total",
        "contact": "Contact",
        "email": "E-mail",
        "name": "Full name",
        "phone": "Phone",
        "address": "Delivery address",
        "country": "Country",
        "line1": "Street and number",
        "line2": "Flat, floor (if any)",
        "city": "City",
        "state": "Province",
        "postal_code": "Postal code",
        "card": "Test card",
        "pay": "Pay {amount}",
        "promptpay": "PromptPay",
        "later": "Pay later",
        "decline": "Decline card",
        "back": "Back",
        "more": "Other outcomes to try",
        "declined": "The card was declined. Nothing was charged; you can try again.",
        "method": "This payment method is not offered here.",
        "wrong": "Please fill in the marked fields.",
        "complete_title": "All done",
        "complete": "This order is already complete. There is nothing more to pay.",
        "expired_title": "This page has expired",
        "expired": "Nothing was charged. Go back to the shop to start again.",
        "unknown_title": "Nothing here",
        "unknown": "We could not find this checkout. Please open the link from the shop again.",
        "return": "Return to the shop",
    },
    "it": {
        "title": "Pagamento di prova",
        "notice": "Una pagina per fare prove: qui non si muove denaro.",
        "order": "Il tuo ordine",
        "subtotal": "Subtotale",
        "shipping": "Spedizione",
        "free": "Gratis",
        "total": "Totale",
        "contact": "Contatto",
        "email": "E-mail",
        "name": "Nome e cognome",
        "phone": "Telefono",
        "address": "Indirizzo di consegna",
        "country": "Paese",
        "line1": "Via e numero civico",
        "line2": "Interno, piano (se serve)",
        "city": "Città",
        "state": "Provincia",
        "postal_code": "CAP",
        "card": "Carta di prova",
        "pay": "Paga {amount}",
        "promptpay": "PromptPay",
        "later": "Paga più tardi",
        "decline": "Fai rifiutare la carta",
        "back": "Indietro",
        "more": "Altri esiti da provare",
        "declined": "La carta è stata rifiutata. Nessun addebito: puoi riprovare.",
        "method": "Questo metodo di pagamento qui non è disponibile.",
        "wrong": "Completa i campi segnalati.",
        "complete_title": "Tutto fatto",
        "complete": "Questo ordine è già concluso. Non c’è altro da pagare.",
        "expired_title": "Questa pagina è scaduta",
        "expired": "Nessun addebito. Torna al negozio per ricominciare.",
        "unknown_title": "Qui non c’è nulla",
        "unknown": "Non troviamo questo pagamento. Riapri il link dal negozio.",
        "return": "Torna al negozio",
    },
    "th": {
        "title": "หน้าชำระเงินทดลอง",
        "notice": "หน้านี้ใช้ทดลองเท่านั้น ไม่มีการตัดเงินจริง",
        "order": "รายการสั่งซื้อ",
        "subtotal": "ยอดรวมสินค้า",
        "shipping": "การจัดส่ง",
        "free": "ฟรี",
        "total": "ยอดชำระทั้งหมด",
        "contact": "ข้อมูลติดต่อ",
        "email": "อีเมล",
        "name": "ชื่อ-นามสกุล",
        "phone": "เบอร์โทรศัพท์",
        "address": "ที่อยู่จัดส่ง",
        "country": "ประเทศ",
        "line1": "บ้านเลขที่ หมู่ ซอย ถนน",
        "line2": "อาคาร ห้อง แขวง/ตำบล (ถ้ามี)",
        "city": "เขต/อำเภอ",
        "state": "จังหวัด",
        "postal_code": "รหัสไปรษณีย์",
        "card": "บัตรทดลอง",
        "pay": "ชำระ {amount}",
        "promptpay": "พร้อมเพย์",
        "later": "ชำระภายหลัง",
        "decline": "ลองให้บัตรถูกปฏิเสธ",
        "back": "ย้อนกลับ",
        "more": "ลองผลลัพธ์แบบอื่น",
        "declined": "บัตรถูกปฏิเสธ ยังไม่มีการตัดเงิน ลองใหม่ได้เลย",
        "method": "หน้านี้ไม่รองรับวิธีชำระเงินนี้",
        "wrong": "กรุณากรอกช่องที่ทำเครื่องหมายไว้",
        "complete_title": "เรียบร้อยแล้ว",
        "complete": "คำสั่งซื้อนี้เสร็จสิ้นแล้ว ไม่มียอดต้องชำระเพิ่ม",
        "expired_title": "หน้านี้หมดอายุแล้ว",
        "expired": "ยังไม่มีการตัดเงิน กลับไปที่ร้านเพื่อเริ่มใหม่ได้เลย",
        "unknown_title": "ไม่พบหน้านี้",
        "unknown": "ไม่พบรายการชำระเงินนี้ กรุณาเปิดลิงก์จากร้านอีกครั้ง",
        "return": "กลับไปที่ร้าน",
    },
}


def language_of(wanted: str | None, accepted: str) -> str:
    """The page's language: the session's, else the first of the browser's that is known."""
    if wanted in (None, "auto"):
        ranked = sorted(preferences(accepted), key=lambda pair: -pair[1])
        tags = [tag for tag, _ in ranked]
    else:
        tags = [str(wanted)]
    known = (tag[:2].lower() for tag in tags)
    return next((tag for tag in known if tag in LABELS), "en")


def preferences(accepted: str) -> list[tuple[str, float]]:
    """The languages of an `Accept-Language` header with their weights."""
    pairs = []
    for part in accepted.split(","):
        tag, _, weight = part.strip().partition(";q=")
        try:
            pairs.append((tag, float(weight or 1)))
        except ValueError:
            continue
    return pairs
