"""Runs of words that the cues of a history of treatment are made of; data for `app.trial_cues`."""

POOR = (
    r"(?:inadequate(?:ly)?|insufficient(?:ly)?|suboptimal|sub-optimal|poor|partial|incomplete|"
    r"no|lack of(?: an?)?|without(?: (?:any|adequate|sufficient))?|unsatisfactory|"
    r"minimal|limited|little|loss of|lost|not (?:had )?(?:an )?(?:adequate|sufficient)|less "
    r"than adequate|failed to achieve(?: an?)?(?: adequate)?|lack of)"
)
EFFECT = (
    r"(?:(?:clinical |therapeutic |symptom |pain |seizure |disease |sustained |significant |"
    r"adequate |lasting |durable )*(?:responses?|relief|improvement|benefits?|control|effect|"
    r"efficacy|effectiveness|success|symptom control|help|(?:(?:measurable|visible|progressive|"
    r"any) )*(?:signs? of )?(?:wound )?healing))"
)
# "failed to control the pain": what a treatment is for
PURPOSE = (
    r"mobili[sz]e|control|relieve|manage|reduce|achieve|provide|treat|resolve|prevent|maintain|"
    r"heal|clear|alleviate|produce|lower|improve (?:the|his|her|their)"
)
# "no response this episode to sertraline"
EPISODE = (
    r"(?:\s+(?:(?:in|during) )?(?:this|the (?:current|present|index)) (?:depressive )?episode"
    r"(?=\s+to\b))"
)
# "seizures continue after X", "it came back after X": never "he continues with X"
GOES_ON = (
    r"recur(?:red|s|ring) (?:on|after|despite|following)|"
    r"c(?:ame|omes|oming) back (?:again )?(?:on|after|despite|following)|"
    r"(?:symptoms?|seizures?|pain|attacks?|episodes?|headaches?|migraines?|flares?|disease|itching|"
    r"bleeding|exacerbations?|wheezing|swelling|o?edema|itch|weakness|numbness|discomfort|cough|nausea|dyspn(?:o)?ea|vomiting|diarrh?o?ea|rash|lesions?|infections?|fevers?)\s+"
    r"(?:continue|persist|recur|remain)(?:s|ed)?\s+(?:after|on|with|through)"
    r"(?!\s+(?:that|this|these|those|such)\b)"
)
# "with no lasting relief", "gave only partial relief": never "with significant relief"
LITTLE = (
    r"(?:no|not (?:much|enough)|only|minimal|short-lived|little|partial|limited|inadequate|"
    r"insufficient|poor|temporary|incomplete|modest|transient|negligible|brief|suboptimal)"
)
DEGREE = (
    r"(?:(?:any|much|enough|adequate|sufficient|significant|lasting|sustained|real|meaningful|durable|"
    r"appreciable|noticeable|substantial|long-term|permanent|clinical|clinically|symptomatic|"
    r"measurable|signs? of|further|partial|limited|poor|temporary|pain|symptom|good|a|an|the)\s+)*"
)
TO = r"(?:\s+(?:to|from|with|on|of|after|despite|following|using))"
NOT = r"(?:not|n['’]t)"
# "allopurinol caused a rash"
REACTION = (
    r"(?:an?\s+|severe\s+|intolerable\s+|significant\s+|bad\s+)*(?:rash|hives|nausea|vomiting|"
    r"diarrh?o?ea|dizziness|weight gain|side[- ]effects?|angioedema|myalgias?|muscle (?:pain|"
    r"aches)|"
    r"cough|sedation|hepatotoxicity|headaches?|anaphylaxis|(?:allergic )?reactions?|hypotension)"
)
# "alendronate had to be stopped for erosive esophagitis": for harm, never for surgery or cost
STOPPED_FOR = (
    r"(?:(?:had|has|have) to be |was |were |been )?(?:stopped|discontinued|withdrawn) "
    r"(?:because of|due to|for|owing to) [^.;,]{0,30}?(?:side[- ]effects?|adverse \w+|intolerance|"
    r"\w*toxicity|rash|hives|nausea|vomiting|diarrh?o?ea|dizziness|angioedema|myalgias?|cough|"
    r"headaches?|"
    r"anaphylaxis|(?:o?esophag|gastr|hepat|pancreat|col|nephr|pneumon)itis|ulcers?|bleed(?:ing|s)?|"
    r"heartburn|reflux|dyspepsia|\w*(?:cyto|neutro|leuko)penia|hyperkal[ae]+mia|hyponatr[ae]+mia|"
    r"hypotension|bradycardia|sedation|weight gain|(?:raised |elevated |high )?(?:LFTs?|"
    r"liver (?:enzymes|tests)|transaminases)|kidney injury)"
)
