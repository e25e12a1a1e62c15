"""Quotations as Python sees them: what a report is, and why."""

import copydesk


def test_polarity_and_explanation() -> None:
    article = copydesk.parse("Ada Holm did not say that taxes would fall.", format="prose")
    (quote,) = article.quotes
    assert quote.polarity == "negated"
    assert quote.rule.startswith("speech: ")
    assert quote.to_dict()["polarity"] == "negated"
    shown = quote.explain().splitlines()
    assert shown[0] == "  Ada Holm did not say that taxes would fall."
    assert shown[1].count("=") == len("Ada Holm")
    assert "negated: Ada Holm" in quote.explain()


def test_every_effort_finds_what_is_plain() -> None:
    text = "“It will be built,” Ada Holm said."
    for effort in ("fast", "full"):
        (quote,) = copydesk.Pipeline(effort=effort).parse(text, format="prose").quotes
        assert (quote.text, quote.speaker) == ("“It will be built,”", "Ada Holm"), effort


def test_two_who_speak_in_turn_are_two() -> None:
    text = "“Never,” said Ada Holm. “It would cost us all,” said Bo Lund."
    for effort in ("fast", "full"):
        quotes = copydesk.Pipeline(effort=effort).parse(text, format="prose").quotes
        assert [q.speaker for q in quotes] == ["Ada Holm", "Bo Lund"], effort
