# SPDX-License-Identifier: MIT
"""Which numbers are cards and IBANs, written down a second time, so that the host is not measured by itself."""
import re

# ISO/IEC 7812: issuer prefixes with the lengths their cards have.
ISSUERS = (
    (r"4", (13, 16, 19)),                                         # Visa
    (r"5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720", (16,)),       # Mastercard
    (r"3[47]", (15,)),                                            # American Express
    (r"6011|65|64[4-9]", range(16, 20)),                          # Discover
    (r"30[0-5]|3[689]", (14,)),                                   # Diners Club
    (r"352[89]|35[3-8]", range(16, 20)),                          # JCB
    (r"62", range(16, 20)),                                       # UnionPay
    (r"50|5[6-8]|6304|6759|676[1-3]", range(12, 20)),             # Maestro
    (r"60|8[12]|508|35[36]", (16,)),                              # RuPay
)


def digits_of(text: str) -> str:
    return re.sub(r"\D", "", text)


def luhn(digits: str) -> bool:
    doubled = [int(d) * (1 + place % 2) for place, d in enumerate(reversed(digits))]
    return sum(d - 9 if d > 9 else d for d in doubled) % 10 == 0


def is_card(text: str) -> bool:
    """Digits with a little between them; an address has digits too, and is not one number."""
    digits = digits_of(text)
    if re.fullmatch(r"[\d\s.-]*\d", text) is None or not luhn(digits):
        return False
    return any(re.match(prefix, digits) and len(digits) in lengths for prefix, lengths in ISSUERS)


def is_iban(text: str) -> bool:
    plain = re.sub(r"[\s-]", "", text).upper()
    if not re.fullmatch(r"[A-Z]{2}\d{2}[A-Z0-9]{11,30}", plain):
        return False
    return int("".join(str(int(c, 36)) for c in plain[4:] + plain[:4])) % 97 == 1
