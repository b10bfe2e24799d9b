"""Names of laboratory values and of measurements of heart, lungs, sleep, bladder: more data.

As in `app.measure_names`: each row names one and the same measure.
"""

# Sources: LOINC long common names; ACC/AHA valvular heart disease guideline (aortic valve area,
# gradient, jet velocity); AASM (sleep latency); AUA (urinary flow, post-void residual); UHDRS.
LABS: dict[str, tuple[str, ...]] = {
    "ferritin": ("ferritin", "serum ferritin"),
    "potassium": ("potassium", "serum potassium", "K", "K+"),
    "sodium": ("sodium", "serum sodium", "Na", "Na+"),
    "alt": ("ALT", "SGPT", "alanine aminotransferase", "alanine transaminase"),
    "ast": ("AST", "SGOT", "aspartate aminotransferase", "aspartate transaminase"),
    "transaminases": (
        "transaminases",
        "transaminase",
        "aminotransferases",
        "liver enzymes",
        "liver function tests",
        "LFTs",
        "LFT",
    ),
    "alk-phos": ("ALP", "alk phos", "alkaline phosphatase"),
    "ldh": ("LDH", "lactate dehydrogenase"),
    "igf-1": ("IGF-1", "IGF1", "insulin-like growth factor 1"),
    "cd4": ("CD4", "CD4 count", "CD4 cell count"),
    "mean-gradient": (
        "mean gradient",
        "mean transvalvular gradient",
        "mean aortic gradient",
        "mean aortic valve gradient",
    ),
    "peak-velocity": (
        "Vmax",
        "peak velocity",
        "peak jet velocity",
        "peak aortic jet velocity",
        "aortic jet velocity",
    ),
    "sts-risk": (
        "STS",
        "STS score",
        "STS risk score",
        "STS-PROM",
        "STS PROM",
        "STS predicted risk of mortality",
    ),
    "central-apneas": tuple(
        f"central{link}mixed{noun}"
        for link in (" and ", " or ", " plus ", "/", " + ", " & ")
        for noun in (" apneas", " apnoeas", " apnea", " events", "")
    ),
    "cardiac-index": ("CI", "cardiac index"),
    "sleep-latency": ("mean sleep latency", "mean latency", "MSL"),
    "soremps": (
        "sleep-onset REM periods",
        "sleep onset REM periods",
        "SOREMPs",
        "SOREMP",
        "SOREMs",
    ),
    "qmax": (
        "Qmax",
        "peak urinary flow rate",
        "peak urinary flow",
        "peak urine flow",
        "maximum urinary flow rate",
        "maximum flow rate",
    ),
    "pvr": (
        "PVR",
        "post-void residual",
        "post void residual",
        "postvoid residual",
        "post-void residual volume",
        "postvoid residual volume",
    ),
    "cough-flow": (
        "peak cough flow",
        "peak cough expiratory flow",
        "peak expiratory cough flow",
        "PCF",
    ),
    "chorea": ("TMC", "total maximal chorea", "total maximal chorea score"),
    "ashworth": ("MAS", "Ashworth", "modified Ashworth", "modified Ashworth scale"),
    "hurley": ("Hurley", "Hurley stage"),
    "eckardt": ("Eckardt", "Eckardt score"),
    "hit-6": ("HIT-6", "headache impact test"),
    "midas": ("MIDAS", "migraine disability assessment"),
    "rope": ("RoPE",),
    "cervical-length": ("cervical length", "length of the cervix"),
}
# What its words name better than a measure of its own: they say what is measured where.
ABBREVIATED: dict[str, str] = {
    "ava": "aortic valve area",
    "gsv": "great saphenous vein",
    "ssv": "small saphenous vein",
}
