from typing import Any

from skills_app.steps.read.body import Read
from skills_app.steps.shared import Answering, Page


def shows(page: Page[Read]) -> dict[str, Any]:
    return {"screen_text": page.body.screens[page.place.screen]}


ANSWERING = Answering(shows=shows)
