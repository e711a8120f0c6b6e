from typing import Any

from skills_app.steps.answering import Answering, Page
from skills_app.steps.guide.body import Guide


def shows(page: Page[Guide]) -> dict[str, Any]:
    body, screen = page.body, page.place.screen
    closing = screen >= len(body.prompts)
    return {"prompt": body.closing if closing else body.prompts[screen].text, "closing": closing}


ANSWERING = Answering(shows=shows)
