from typing import Any

from skills_app.steps.guide.body import Guide
from skills_app.steps.shared import Answering, Page


def shows(page: Page[Guide]) -> dict[str, Any]:
    body, screen = page.body, page.place.screen
    closing = screen >= len(body.prompts)
    timed = page.comfort.advance == "timed"
    goes_on = timed and screen < body.screen_count - 1
    return {
        "prompt": body.closing if closing else body.prompts[screen].text,
        "voice": "" if closing else page.comfort.voice,
        "timed": timed,
        "every": page.comfort.advance_seconds if goes_on else None,
        "rest": page.comfort.prompt_pause if goes_on else None,
        "vibrates": timed and page.comfort.vibration,
    }


ANSWERING = Answering(shows=shows)
