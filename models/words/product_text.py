"""A whole product in one message: its line, and options or a description under it."""

from dataclasses import dataclass
from typing import Literal

from models.words import option_lines, product_line
from models.words.folding import code_key
from models.words.option_lines import OptionLine, OptionProblem
from models.words.product_line import ProductLine, ProductLineProblem

LONGEST_DESCRIPTION = 600


@dataclass(frozen=True, slots=True)
class ProductText:
    """A product as it was said; ``options`` is empty where there is just one kind."""

    line: ProductLine
    options: tuple[OptionLine, ...] = ()
    description: str = ""


@dataclass(frozen=True, slots=True)
class DescriptionProblem:
    """The lines under the product's own are too long for a description."""

    reason: Literal["description_too_long"] = "description_too_long"
    what: str = ""


TextProblem = ProductLineProblem | OptionProblem | DescriptionProblem


def read_product(text: str, currency: str) -> ProductText | TextProblem:
    """Reads ``code title price [stock]`` and, in the lines under it, options or a description.

    The first may lack the price where each option has its own. All of it in any number of lines
    (code, title and price each on its own) is read as well.
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) > 1 and any(char.isalpha() for line in lines[1:] for char in line):
        found = _in_lines(lines[0], lines[1:], currency)
        if found is not None:
            return found
    whole = product_line.read_product_line(text, currency)
    return ProductText(whole) if isinstance(whole, ProductLine) else whole


def _in_lines(first: str, rest: list[str], currency: str) -> ProductText | TextProblem | None:
    """A line and what stands under it; None if the first is none by itself."""
    line = product_line.read_product_line(first, currency)
    if isinstance(line, ProductLineProblem):
        return _priced_below(first, rest, currency) if line.reason == "price_missing" else None
    if option_lines.means_options(rest, currency, line.price):
        read = option_lines.read_options("\n".join(rest), currency, line.price)
        return read if isinstance(read, OptionProblem) else ProductText(line, tuple(read))
    description = read_description("\n".join(rest))
    if description is None:
        return DescriptionProblem()
    return ProductText(line, description=description)


def _priced_below(first: str, rest: list[str], currency: str) -> ProductText | None:
    read = option_lines.read_options("\n".join(rest), currency, None)
    code, _, title = first.partition(" ")
    named = product_line.read_title(title)
    if isinstance(read, OptionProblem) or isinstance(named, ProductLineProblem):
        return None
    prices = [one.price for one in read if one.price is not None]
    if len(prices) < len(read) or code_key(code.removeprefix("#")) is None:
        return None
    return ProductText(ProductLine(code.removeprefix("#"), named, min(prices), 1), tuple(read))


def read_description(text: str) -> str | None:
    """A description of at most 600 characters in tidy lines; None if it is too long."""
    lines = (" ".join(line.split()) for line in text.strip().splitlines())
    description = "\n".join(lines)
    while "\n\n\n" in description:
        description = description.replace("\n\n\n", "\n\n")
    return description if len(description) <= LONGEST_DESCRIPTION else None
