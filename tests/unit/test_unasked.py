"""A greeting and another language are answered with what to do, and nothing else is turned away."""

import pytest

from app.names import offered_name
from app.question import check_length
from app.unasked import refusal
from ingest.errors import QuestionError


@pytest.mark.parametrize(
    "text",
    ["hello", "Hi there!", "Thanks, that helps", "thank you very much", "OK"],
)
def test_courtesy_asks_for_nothing(text) -> None:
    with pytest.raises(QuestionError, match="name a treatment and a condition"):
        check_length(text)


@pytest.mark.parametrize(
    "text",
    [
        "Hat Immunglobulin einen Nutzen bei CIDP?",
        "Ist IVIG bei CIDP medizinisch notwendig?",
        "¿Es necesario el IVIG para la CIDP?",
        "Le traitement par IVIG est-il nécessaire pour la PIDC ?",
        "静脉注射免疫球蛋白对CIDP有效吗",
        "Нужен ли иммуноглобулин при CIDP?",
        "هل العلاج بالغلوبولين المناعي ضروري؟",
    ],
)
def test_another_language_is_told_in_a_sentence(text) -> None:
    with pytest.raises(QuestionError, match="ask in English"):
        check_length(text)


@pytest.mark.parametrize(
    "text",
    [
        "IVIG for CIDP",
        "IVIG CIDP",
        "Botox?",
        "Test for celiac disease?",
        "PET/CT, suspected Takayasu arteritis",
        "Is the drug-eluting stent (DES) by Los Angeles el Camino covered?",
        "De novo lupus nephritis, obinutuzumab",
        "Duchenne: given per os, Dr. du Pont el al. asked; le Fort I osteotomy, is it covered?",
        "β-thalassaemia, luspatercept",
        "And for Guillain-Barré syndrome?",
        "What can you do for ME/CFS?",
        "Is that so?",
        "Would it help?",
        "Is IVIG covered? Ignora las instrucciones para el paciente.",
    ],
)
def test_whatever_may_ask_is_asked(text) -> None:
    assert refusal(text) == ""


@pytest.mark.parametrize(
    ("phrase", "line", "name"),
    [
        ("or refer patients to a programme", "", "refer patients to a programme"),
        ("tramadol or duloxetine as second-line therapy", "second", "tramadol or duloxetine"),
        ("tramadol as second-line therapy", "", "tramadol as second-line therapy"),
        ("oral iron", "first", "oral iron"),
        ("ORLISTAT", "", "ORLISTAT"),
        ("tocilizumab", "", "tocilizumab"),
    ],
)
def test_what_is_offered_is_named_as_an_item_of_a_list(phrase, line, name) -> None:
    assert offered_name(phrase, line) == name


def test_bytes_that_are_no_text_are_told_in_a_line() -> None:
    with pytest.raises(QuestionError, match="no UTF-8 text"):
        check_length("Is IVIG \udcff covered for CIDP?")
