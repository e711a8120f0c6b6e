"""Servers for browser tests: this site as it is really served, and somewhere else to go."""

import datetime as dt
import hashlib
import ipaddress
import re
import ssl
import threading
import time
from base64 import b64encode
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from django.conf import settings
from django.core.servers.basehttp import ThreadedWSGIServer
from django.db import connections
from django.http import HttpRequest, HttpResponse
from django.test.testcases import LiveServerThread

from skills_app.exits.views import empty_page_leading_to
from skills_app.templatetags.assets import pinned


@dataclass(frozen=True)
class Certificate:
    """A self-signed certificate, and the pin that lets one browser accept it."""

    file: Path
    pin: str

    @classmethod
    def make(cls, folder: Path, *names: str) -> "Certificate":
        key = ec.generate_private_key(ec.SECP256R1())
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, names[0])])
        now = dt.datetime.now(dt.UTC)
        alternatives: list[x509.GeneralName] = [x509.DNSName(name) for name in names]
        alternatives.append(x509.IPAddress(ipaddress.ip_address("127.0.0.1")))
        certificate = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(name)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - dt.timedelta(days=1))
            .not_valid_after(now + dt.timedelta(days=30))
            .add_extension(x509.SubjectAlternativeName(alternatives), critical=False)
            .sign(key, hashes.SHA256())
        )
        file = folder / "site.pem"
        file.write_bytes(
            key.private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
            + certificate.public_bytes(serialization.Encoding.PEM)
        )
        public = key.public_key().public_bytes(
            serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
        )
        return cls(file, b64encode(hashlib.sha256(public).digest()).decode("ascii"))

    def context(self) -> ssl.SSLContext:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.file)
        return context


SOON = 0.01  # seconds until a server that is told to stop notices; by itself it takes half of one


class SiteServer(ThreadedWSGIServer):
    def serve_forever(self, poll_interval: float = SOON) -> None:
        super().serve_forever(poll_interval)


class SiteThread(LiveServerThread):
    """Django's live server, with the collected files served by WhiteNoise as in life."""

    server_class = SiteServer

    def __init__(self, certificate: Certificate | None = None) -> None:
        self.certificate = certificate
        in_memory = {
            each.alias: each
            for each in connections.all()
            if each.vendor == "sqlite" and each.is_in_memory_db()  # type: ignore[attr-defined]
        }
        super().__init__("127.0.0.1", lambda app: app, connections_override=in_memory)
        self.daemon = True

    def _create_server(self, connections_override: Any = None) -> ThreadedWSGIServer:
        server: ThreadedWSGIServer = super()._create_server(connections_override)
        if self.certificate:
            server.socket = self.certificate.context().wrap_socket(
                server.socket, server_side=True, do_handshake_on_connect=False
            )
            server.base_environ["HTTPS"] = "on"
        return server


@contextmanager
def serving(certificate: Certificate | None = None) -> Iterator[int]:
    """The site on a free port of this machine; gives the port."""
    thread = SiteThread(certificate)
    for each in thread.connections_override.values():
        each.inc_thread_sharing()
    thread.start()
    thread.is_ready.wait()
    if thread.error:
        raise thread.error
    try:
        yield thread.port
    finally:
        thread.terminate()
        for each in thread.connections_override.values():
            each.dec_thread_sharing()


def served(path: str) -> str:
    """A pattern that fits the address under which a static file is served, and no other."""
    return f"**{pinned(path)[0]}"


@dataclass
class Elsewhere:
    """Another site, with pages of its own, that notes what it was asked."""

    port: int = 0
    pages: dict[str, str] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    answered: list[str] = field(default_factory=list)
    seconds: float = 0  # how long it takes to answer

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/"


@contextmanager
def elsewhere(certificate: Certificate | None = None) -> Iterator[Elsewhere]:
    place = Elsewhere()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            place.asked.append(self.path)
            time.sleep(place.seconds)
            default = "<!DOCTYPE html><title>Elsewhere</title><p>An everyday page.</p>"
            page = place.pages.get(self.path, default).encode("utf-8")
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(page)))
            self.end_headers()
            self.wfile.write(page)
            place.answered.append(self.path)

        def log_message(self, *args: object) -> None:
            """Says nothing."""

    with running(Handler, place, certificate):
        yield place


@contextmanager
def running(
    handler: type[BaseHTTPRequestHandler], place: Elsewhere, certificate: Certificate | None = None
) -> Iterator[None]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    if certificate:
        server.socket = certificate.context().wrap_socket(
            server.socket, server_side=True, do_handshake_on_connect=False
        )
    place.port = server.server_port
    threading.Thread(target=server.serve_forever, args=[SOON], daemon=True).start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()


class WithoutMeasures:
    """For controls: takes from every answer the measures that a test names in its settings."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        taken = getattr(settings, "WITHOUT_MEASURES", ())
        if "no-store" in taken:
            response["Cache-Control"] = "max-age=600"
        if "autocomplete" in taken and not response.streaming:
            response.content = re.sub(rb' autocomplete="[^"]*"', b"", response.content)
            response["Content-Length"] = str(len(response.content))
        return response


@contextmanager
def breaking_off(
    beginning: bytes, headers: Mapping[str, str], arrived: Sequence[str], neutral: str
) -> Iterator[Elsewhere]:
    """A line so slow that only the beginning of every page comes, and then no more.

    Of the files, only those that have `arrived`. What is sent is answered as the site would:
    /leave/ leads on to the `neutral` page.
    """
    there = {pinned(path)[0] for path in arrived}
    place = Elsewhere()
    over = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            place.asked.append(self.path)
            if not self.path.startswith("/static/"):
                self.answer(200, headers, beginning)
            elif self.path in there:
                file = Path(settings.STATIC_ROOT, self.path.removeprefix("/static/"))
                self.answer(200, {"Content-Type": "text/javascript"}, file.read_bytes())
                return
            over.wait()

        def do_POST(self) -> None:
            place.asked.append(self.path)
            gone = empty_page_leading_to(neutral)
            self.answer(200, gone.headers, gone.content)

        def answer(self, status: int, said: Mapping[str, str], body: bytes) -> None:
            self.send_response(status)
            for name, value in said.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)
            self.wfile.flush()

        def log_message(self, *args: object) -> None:
            """Says nothing."""

    with running(Handler, place):
        yield place
        over.set()
