from typing import Any

from skills_app.steps.answering import Answering, Page
from skills_app.steps.read.body import Read


def shows(page: Page[Read]) -> dict[str, Any]:
    return {"screen_text": page.body.screens[page.place.screen]}


ANSWERING = Answering(shows=shows)
