"""How long each step of an Answer took."""

from app.models import Answer


def timed(answer: Answer, *marks: float) -> Answer:
    """The Answer with the seconds that each step took, by its marks from start to end."""
    steps = ("understand", "decide", "compose", "model")
    timings = {
        name: after - before for name, before, after in zip(steps, marks, marks[1:], strict=False)
    }
    timings["total"] = marks[-1] - marks[0]
    return answer.model_copy(
        update={"timings_s": {name: round(value, 4) for name, value in timings.items()}}
    )


def timed_elsewhere(answer: Answer, total_s: float) -> Answer:
    """An Answer that was made elsewhere: waiting and its way stand under the first step."""
    more = total_s - answer.timings_s["total"]
    changed = {"total": total_s, "understand": answer.timings_s["understand"] + more}
    rounded = {name: round(value, 4) for name, value in changed.items()}
    return answer.model_copy(update={"timings_s": answer.timings_s | rounded})
