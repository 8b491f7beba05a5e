"""The words around a code that people claim, give up, ask and thank with, folded."""

import re

from models.words.folding import any_of, folded_words

_THAI_VERBS = "ซีเอฟ เอฟ จอง รับ เอา ขอ ซื้อ สั่ง อยากได้ ต้องการ"
_THAI_POLITE = (
    "ครับ คับ ครัช ค้าบ คร้าบ ค่ะ คะ ค่า คร่า จ้า จ้ะ จ๊ะ จร้า นะ น้า น่ะ ฮะ ฮับ เลย ด้วย หน่อย ที แล้ว ขอบคุณ"
)
_THAI_UNITS = "ตัว ชิ้น อัน คู่ ใบ ผืน เส้น ชุด กล่อง ขวด ถุง แพ็ค เล่ม ต้น วง เม็ด"
_THAI_PASSES = "ไม่เอา ไม่รับ ผ่าน ยกเลิก สละสิทธิ์ ปล่อย"

VERBS = folded_words(
    f"""
    cf f claim mine sold buy buying take taking want get grab reserve book order need like
    prendo mio mia miei mie compro voglio vorrei prenoto riservo tengo dammi
    {_THAI_VERBS}
    """
)
"""What a claim may begin with."""

TRAILING_VERBS = VERBS - folded_words("f sold like get need order book")
"""What a claim may end with: without those that say something else there."""

VERB_PAIRS = {"PER": "ME", "FOR": "ME", "GIVE": "ME"}
"""Two words that are a verb together, before or after the code."""

PRONOUNS = folded_words("i i'll i'd ill i'm im we we'll lo la li le ne ฉัน ผม หนู เรา พี่")
"""What may stand before a verb."""

OPENERS = folded_words("hi hello hey ciao salve please pls สวัสดี")
"""What may stand before everything."""

ARTICLES = folded_words("the a an il lo la i gli le un uno una code codice item รหัส เบอร์ ตัว")
"""What may stand between a verb and its code."""

POLITE = folded_words(
    f"""
    please pls plz thanks thank thx ty you now too ka kha krub krap khrap
    grazie favore piacere cortesia {_THAI_POLITE}
    """
)
"""What may follow a claim and means nothing to it."""

POLITE_PAIRS = {"FAVORE": "PER", "PIACERE": "PER", "CORTESIA": "PER"}
"""A last polite word that takes the word before it along."""

LABELS = folded_words("size sz colour color taglia tg misura numero colore ไซซ์ ไซส์ ไซ เบอร์ สี ขนาด")
"""What may stand before an option's name and is no part of it; no quantity follows it."""

UNITS = folded_words(f"pc pcs piece pieces pz pezzo pezzi unit units {_THAI_UNITS}")
"""What a quantity may be counted in."""
UNIT = any_of(*UNITS)
"""A pattern for one."""

PASSES = folded_words(
    f"pass skip cancel release lascio rinuncio annulla annullo passo {_THAI_PASSES}"
)
"""What gives a claim up."""

PASS_LINKS = folded_words("on a ad perdere stare the il la al alla")
"""What may stand between giving up and the code."""

ASKING = folded_words(
    """
    how what which who when where why much price cost quanto quanti quanta quante quale quali
    quando dove chi perché costa costano prezzo ราคา
    """
)
"""A question, wherever one of these stands."""

NOT_CLAIMING = folded_words(
    """
    is are was do does did can could will would should has have had any not no don't dont isn't
    è c'è ci sono hai ha avete posso puoi potete esiste non che come ไม่
    """
)
"""No claim, if one of these stands first."""

THAI = "\u0e00-\u0e7f"
_LATIN = "0-9A-Z"


def _any(words: str) -> str:
    return any_of(*words.split())


THAI_WORD = re.compile(_any(f"{_THAI_PASSES} {_THAI_VERBS} {_THAI_POLITE} {_THAI_UNITS}"))
THAI_BEFORE = re.compile(
    rf"(?<![{THAI}])(?:{_any(f'{_THAI_PASSES} {_THAI_VERBS}')})+(?=[{_LATIN}])"
)
"""Verbs glued to a Latin code behind them."""
THAI_AFTER = re.compile(rf"(?<=[{_LATIN}])(?:{THAI_WORD.pattern})+(?![{THAI}{_LATIN}])")
"""Verbs, units and politeness glued to a Latin code or number before them."""
THAI_VERB = re.compile(rf"(?:{_any(_THAI_VERBS)})+")
THAI_PASS = re.compile(rf"(?:{_any(_THAI_PASSES)})+")
THAI_END = re.compile(rf"(?:{_any(_THAI_POLITE)})+$")
THAI_ASKING = re.compile(
    "(?<!ผ้า)ไหม|มั้ย|มั๊ย|ไม๊|หรือ|รึยัง|รึเปล่า|รึป่าว|ป่าว|เปล่า|เท่าไ|(?<!เ)กี่|อะไร|ยังไง|ทำไม|ใคร|เมื่อไ|ที่ไหน|ยังมี|มีอยู่"
)
"""A question in Thai, which has no spaces to look between. Silk (ผ้าไหม) is none."""
