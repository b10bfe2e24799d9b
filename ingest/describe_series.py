"""Lines of a cover that are no title: numbers, series, kinds of article, initials of a body."""

import re

# What stands in front of a title: a number, a remark in brackets, "AOG PRACTICE BULLETIN", for whom
ALONE = re.compile(
    r"(?:(?i:number|no\.?) )?[A-Z]{0,3}[\d.-]+[A-Z]?|\(.*\)"
    r"|[A-Z]{3,6} (?:(?i:clinical|practice) )*(?i:bulletin|guidance|advisory)"
    r"|[A-Z]{3,6} (?:(?i:clinical|practice) )*(?i:guidelines?)(?: [A-Z]{0,4}-?\d+)?"
    # the kind of article, and where a journal prints it: "SPECIAL ARTICLE", "J Foo 2021;8(1):12-9"
    r"|(?i:special|original|review|research) (?i:articles?|reports?|communications?|paper)"
    r"|(?:[A-Z][\w.]*,? ){1,6}.{0,40}\d+ ?(?:\(\d+\)|, \w{1,5}\.? \d+)[:,] ?\w?\d+(?:[-–]\w?\d+)?"
    r"|(?:[A-Z][\w.]*,? ){1,6}\(?(?:19|20)\d\d\)?[;,]? ?\d+(?: ?\([^()]*\))?[:,] ?\w?\d+"
    r"(?:[-–]\w?\d+)?"
    r"|(?:An? )?(?i:report) (?:of|from|by) .*|Page \d+(?: of \d+)?"
    r"|(?i:state|commonwealth) (?i:of) [A-Z]\w+(?: [A-Z]\w+)?"
    r"|(?:[\w-]+ ){0,4}(?i:guidelines?|guidance) for (?:[\w-]+ )?[\w-]*(?:(?:ologists?|icians|"
    r"providers|practitioners|professionals|surgeons)|icians? in \w+ing .*)"
)
# Where reviews are kept, and of what kind they are: Cochrane's cover
SHELF = re.compile(
    r"(?:[A-Z][\w&]* ){1,3}(?:Library|Database of Systematic Reviews)"
    r"|\[(?:[A-Z][\w-]* ){1,4}Review\]"
    r"|(?i:(?:final |draft )?recommendation statement)"  # USPSTF's page
)


def spells_initials(line: str, below: str) -> bool:
    """Whether a line is the initials of the body that the line below it spells out.

    "ICSE" above "Institute for Care Standards and Evidence".
    """
    text = line.strip()
    return (
        re.fullmatch(r"[A-Z]{3,8}", text) is not None
        and "".join(re.findall(r"\b[A-Z]", below)) == text
    )
