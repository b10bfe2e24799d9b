"""Names of measures that one field uses: data for `app.measures`.

Source: what guidelines and policies print beside the short name (ATS/ERS, ESC/ERS, AAOS, AAN).
"""

SPECIALIST: dict[str, tuple[str, ...]] = {
    # lungs and breathing muscles
    "tlc": ("TLC", "total lung capacity"),
    "rv-lung": ("RV", "residual volume"),
    "mip": ("MIP", "PImax", "maximal inspiratory pressure", "maximum inspiratory pressure"),
    "snip": ("SNIP", "sniff nasal inspiratory pressure"),
    # heart and vessels
    "mpap": ("mPAP", "mean pulmonary artery pressure", "mean pulmonary arterial pressure"),
    "pvr-lung": ("pulmonary vascular resistance",),
    "pcwp": ("PCWP", "PAWP", "pulmonary capillary wedge pressure", "wedge pressure"),
    "lvesd": ("LVESD", "left ventricular end-systolic diameter"),
    "lvedd": ("LVEDD", "left ventricular end-diastolic diameter"),
    "has-bled": ("HAS-BLED", "HASBLED"),
    "curb-65": ("CURB-65", "CURB65"),
    "tbi": ("toe-brachial index",),
    "tcpo2": ("TcPO2", "tcpO2", "transcutaneous oxygen pressure"),
    "ceap": ("CEAP",),
    "rutherford": ("Rutherford",),
    "fontaine": ("Fontaine",),
    # joints and bones
    "tonnis": ("Tonnis", "Tönnis", "Tonnis grade", "Tönnis grade"),
    "outerbridge": ("Outerbridge", "Outerbridge grade"),
    "garden": ("Garden",),
    "meary": ("Meary angle",),
    "alpha-angle": ("alpha angle",),
    "center-edge": ("lateral center-edge angle", "center-edge angle", "LCEA"),
    # nerves, muscles, mind
    "alsfrs-r": ("ALSFRS-R", "ALS functional rating scale"),
    "cdr": ("CDR", "clinical dementia rating"),
    "cgi-s": ("CGI-S", "clinical global impression of severity"),
    "ymrs": ("YMRS", "Young mania rating scale"),
    "panss": ("PANSS", "positive and negative syndrome scale"),
    # skin, gut, liver, kidney
    "hdss": ("HDSS", "hyperhidrosis disease severity scale"),
    "wi-nrs": ("WI-NRS", "worst itch numeric rating scale"),
    "li-rads": ("LI-RADS",),
    "bi-rads": ("BI-RADS", "BIRADS"),
    "pi-rads": ("PI-RADS", "PIRADS"),
    "fib-4": ("FIB-4",),
    "lund-mackay": ("Lund-Mackay",),
    "mallampati": ("Mallampati",),
    "phosphate": ("phosphate", "phosphorus", "serum phosphorus"),
    "calcium": ("serum calcium", "corrected calcium"),
    "pth": ("PTH", "iPTH", "intact PTH", "parathyroid hormone"),
    "b12": ("vitamin B12", "B12 level", "cobalamin"),
}
