"""The composer: a language model that writes sentences over Statements that are already chosen.

prompts    what the model is told, and how documents are put to it as data
shapes     the forms of its replies
given      Statements as they are put to it
stream     sentences out of a reply that is still coming in
checks     what a sentence must pass before anybody sees it
support    how much of a sentence its quotes carry; the thresholds are measured
tasks      requests in threads, gathered until the time is up
write      the sections: asked, checked, repaired once, else the Statement's own words
readings   a follow-up made standalone; facts of the case for open criteria; the model's own verdict
events     what the page is told while it goes on
desk       what the pipeline holds of it
answer     the extractive Answer with the sentences that passed

It never decides. What it cannot write stays as it was: the Statement in its source's words.
"""
