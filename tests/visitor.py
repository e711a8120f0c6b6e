"""A person with a plain browser: keeps cookies, reads the form token from the page it is on."""

import re
from dataclasses import dataclass, field
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlencode

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


@dataclass(frozen=True)
class Answer:
    status: int
    where: str  # the address one was sent on to
    text: str

    @property
    def said(self) -> str:
        """What the page's own part says, without its tags."""
        main = self.text.partition("<main")[2].partition("</main>")[0] or self.text
        return " ".join(re.sub(r"<[^>]*>", " ", main).split())


@dataclass
class Visitor:
    """Speaks to a real server; each request on a connection of its own."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    token: str = ""

    def get(self, path: str) -> Answer:
        return self._ask("GET", path, None)

    def post(self, path: str, **fields: Any) -> Answer:
        """Sends a form, and follows where the answer leads.

        Raises OSError or HTTPException when no whole answer comes back.
        """
        answer = self.send(path, **fields)
        return self.get(answer.where) if answer.where else answer

    def send(self, path: str, **fields: Any) -> Answer:
        """As `post`, but stays where it is."""
        form = urlencode({"csrfmiddlewaretoken": self.token, **fields}, doseq=True)
        return self._ask("POST", path, form)

    def _ask(self, method: str, path: str, body: str | None) -> Answer:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = {"Cookie": cookies, "Sec-Fetch-Site": "same-origin"}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            text = response.read().decode("utf-8", "replace")
        finally:
            connection.close()
        for line in response.headers.get_all("Set-Cookie") or []:
            for name, morsel in SimpleCookie(line).items():
                self.cookies[name] = morsel.value
                if morsel["max-age"] == "0" or "1970" in morsel["expires"]:
                    del self.cookies[name]
        found = TOKEN.search(text)
        if found:
            self.token = found[1]
        where = response.headers.get("Location") or ""
        return Answer(response.status, where if where.startswith("/") else "", text)
