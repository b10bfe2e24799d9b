"""Short forms of clinical notes that stand for one word only: data for `spelling`.

"tx" (treatment, transplant), "sx" (symptoms, surgery), "PT" or "CP" stand for several and are no
rows here. Source: the abbreviations in common use in clerking and in prior authorization requests;
each was checked to be no drug, code or unit of `terms`.
"""

import re

SHORT = {
    "abx": "antibiotics",
    "bilat": "bilateral",
    "bx": "biopsy",
    "chemo": "chemotherapy",
    "dz": "disease",
    "dzs": "diseases",
    "exam": "examination",
    "exams": "examinations",
    "epi": "epinephrine",
    "eval": "evaluation",
    "evals": "evaluations",
    "f2f": "face-to-face",
    "fx": "fracture",
    "fxs": "fractures",
    "mgmt": "management",
    "ppx": "prophylaxis",
    "prophy": "prophylaxis",
    "recs": "recommendations",
}
SHORT_WORD = re.compile(rf"(?<![\w/.-])(?:{'|'.join(SHORT)})(?![\w/-])", re.IGNORECASE)
