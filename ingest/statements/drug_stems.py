"""Endings by which a word is the name of a drug, whatever list knows it.

Source: WHO, The use of stems in the selection of International Nonproprietary Names (INN), 2018,
and its addendum on cell and gene therapies.
"""

import re

_STEMS = (
    r"mab|tinib|rafenib|ciclib|anib|degib|parib|zomib|leucel|cabtagene|parvovec|lisib|"
    r"glutide|gliptin|gliflozin|glitazone|tropin|poetin|plostim|grastim|relin|relix|"
    r"vastatin|sartan|prilat|april|opril|xaban|gatran|parin|grel|dipine|prazole|"
    r"setron|triptan|gepant|lukast|penem|cillin|floxacin|fungin|conazole|cycline|"
    r"ciclovir|tegravir|buvir|asvir|previr|navir|domide|platin|taxel|rubicin|"
    r"coxib|dronate|dronic acid|cept|citinib|imod|siran|nersen|meran|botulinumtoxin[A-Z]?"
)
_DRUG = re.compile(rf"[A-Za-z]{{2,}}(?:{_STEMS})(?:-[a-z]{{4}})?", re.IGNORECASE)


def is_drug_by_stem(word: str) -> bool:
    """Whether a word ends as names of drugs do ("somatropin", "foobarleucel")."""
    return _DRUG.fullmatch(word) is not None
