"""``python -m texts.catalogues``: updates the catalogues and lists what lacks a translation."""

import sys

from texts.catalogues.keep import LANGUAGES, extracted, missing, read, update, write


def main() -> int:
    """Rewrites both catalogues; 1 if anything is left to translate."""
    template = extracted()
    left = 0
    for language in LANGUAGES:
        catalogue = update(read(language), template)
        write(language, catalogue)
        for text in missing(catalogue):
            left += 1
            sys.stdout.write(f"{language}: {text!r}\n")
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main())
