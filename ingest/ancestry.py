"""Words for the ancestry of people, by which guidelines and labels restrict advice.

Sources: categories of OMB Statistical Policy Directive 15 (2024) with the nations and groups that
guidelines of societies and drug labels name ("in non-Japanese patients", "in patients of Asian
ancestry"; FDA labels of carbamazepine and rosuvastatin, KDIGO 2021).
"""

ANCESTRY = (
    r"(?:(?:non-)?(?:(?:East|South|Southeast|North|West|Central|sub-Saharan)[ -])?"
    r"(?:Asian|African[- ]American|African|Black|White|Caucasian|Hispanic|Latin[oax]|European|"
    r"Chinese|Han Chinese|Japanese|Korean|Thai|Vietnamese|Indian|Arab|Mediterranean|Indigenous|"
    r"Aboriginal|Native American|Ashkenazi(?: Jewish)?|Jewish|M[aā]ori)"
    r"(?: (?:ancestry|descent|origin|heritage))?)"
)
