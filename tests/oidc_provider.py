"""A small OpenID Connect provider on loopback: discovery, consent page, code with PKCE, RS256.

Run as `python oidc_provider.py PORT CLIENT_ID CLIENT_SECRET`; it lets anybody choose who he is.
"""

import base64
import hashlib
import html
import json
import secrets
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

PEOPLE = {
    "ann": {"name": "Ann Asker", "email": "ann@clinic.example", "email_verified": True},
    "ben": {"name": "Ben Other", "email": "ben@clinic.example", "email_verified": True},
    "rev": {"name": "Rita Reviewer", "roles": ["gq-reviewer", "gq-clinician"]},
    "edi": {"name": "Edi Editor", "roles": ["gq-editor"]},
    "adm": {"name": "Ada Admin", "roles": ["gq-admin"]},
    "eve": {"name": "Eve <script>alert(1)</script>", "email": "ann@clinic.example"},
    "old": {"name": "Olga Old", "email": "ann@clinic.example", "email_verified": True},
}


class Provider(ThreadingHTTPServer):
    """The server's state: its key, its client, and the codes that it has given out."""

    def __init__(self, port, client_id, client_secret):
        super().__init__(("127.0.0.1", port), Handler)
        self.issuer = f"http://127.0.0.1:{port}"
        self.client = (client_id, client_secret)
        self.key = RSAKey.generate_key(2048, parameters={"kid": "k1", "use": "sig", "alg": "RS256"})
        self.codes = {}


class Handler(BaseHTTPRequestHandler):
    """One request."""

    def log_message(self, *_):
        pass

    def do_GET(self):
        place = urlsplit(self.path)
        asked = {name: values[0] for name, values in parse_qs(place.query).items()}
        if place.path == "/.well-known/openid-configuration":
            return self._json(self._metadata())
        if place.path == "/jwks":
            return self._json({"keys": [self.server.key.as_dict(private=False)]})
        if place.path == "/authorize":
            return self._choose(asked)
        if place.path == "/chosen":
            return self._chosen(asked)
        if place.path == "/logout":
            return self._redirect(asked["post_logout_redirect_uri"])
        return self._json({"error": "not_found"}, 404)

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        asked = {name: values[0] for name, values in parse_qs(body).items()}
        found = self.server.codes.pop(asked.get("code"), None)
        if self.path != "/token" or found is None or not self._is_client(asked):
            return self._json({"error": "invalid_grant"}, 400)
        verifier = asked.get("code_verifier", "")
        digest = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest())
        if digest.decode().rstrip("=") != found["challenge"]:
            return self._json({"error": "invalid_grant"}, 400)
        return self._json(
            {
                "access_token": secrets.token_hex(16),
                "token_type": "Bearer",
                "expires_in": 300,
                "id_token": self._id_token(found),
            }
        )

    def _metadata(self):
        issuer = self.server.issuer
        return {
            "issuer": issuer,
            "authorization_endpoint": f"{issuer}/authorize",
            "token_endpoint": f"{issuer}/token",
            "jwks_uri": f"{issuer}/jwks",
            "end_session_endpoint": f"{issuer}/logout",
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "code_challenge_methods_supported": ["S256"],
        }

    def _choose(self, asked):
        if asked.get("client_id") != self.server.client[0] or not asked.get("code_challenge"):
            return self._json({"error": "invalid_request"}, 400)
        links = "".join(
            f'<p><a href="/chosen?{urlencode({**asked, "who": who})}">{html.escape(who)}</a></p>'
            for who in PEOPLE
        )
        return self._answer(200, f"<h1>Who are you?</h1>{links}".encode(), "text/html")

    def _chosen(self, asked):
        code = secrets.token_hex(16)
        self.server.codes[code] = {
            "who": asked["who"], "nonce": asked.get("nonce"), "challenge": asked["code_challenge"]
        }  # fmt: skip
        back = urlencode({"code": code, "state": asked["state"]})
        return self._redirect(f"{asked['redirect_uri']}?{back}")

    def _id_token(self, found):
        # "old" logged in a day ago: the provider's own session is longer than ours may be.
        now = int(time.time()) - (86_400 if found["who"] == "old" else 0)
        claims = {
            "iss": self.server.issuer,
            "sub": found["who"],
            "aud": self.server.client[0],
            "iat": now,
            "exp": int(time.time()) + 300,
            "nonce": found["nonce"],
            **PEOPLE[found["who"]],
        }
        return jwt.encode({"alg": "RS256", "kid": "k1"}, claims, self.server.key)

    def _is_client(self, asked):
        sent = (asked.get("client_id"), asked.get("client_secret"))
        if header := self.headers.get("Authorization"):
            name, _, secret = base64.b64decode(header.split(" ")[1]).decode().partition(":")
            sent = (unquote(name), unquote(secret))
        return sent == self.server.client

    def _json(self, value, status=200):
        self._answer(status, json.dumps(value).encode(), "application/json")

    def _redirect(self, where):
        self._answer(302, b"", "text/plain", Location=where)

    def _answer(self, status, body, kind, **headers):
        self.send_response(status)
        for name, value in {"Content-Type": kind, "Content-Length": len(body), **headers}.items():
            self.send_header(name, str(value))
        self.end_headers()
        self.wfile.write(body)


if __name__ == "__main__":
    Provider(int(sys.argv[1]), sys.argv[2], sys.argv[3]).serve_forever()
