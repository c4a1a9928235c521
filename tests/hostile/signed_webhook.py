# SPDX-License-Identifier: MIT
"""Webhooks as WhatsApp would send them, made and signed here: for tests that need bytes the stand-in would never send, or
that must know themselves which delivery was answered."""
import hashlib
import hmac
import json

APP_SECRET = b"sandbox-secret"
HOOK = "/hooks/whatsapp-eu"
PNID = "100000000000001"
ACCOUNT = "200000000000001"


def signature(body: bytes, secret: bytes = APP_SECRET) -> str:
    return "sha256=" + hmac.new(secret, body, hashlib.sha256).hexdigest()


def headers(body: bytes) -> dict:
    return {"Content-Type": "application/json", "X-Hub-Signature-256": signature(body)}


def text_message(number: str, text: str, wamid: str, at_ms: int) -> dict:
    return {"from": number, "id": wamid, "timestamp": str(at_ms // 1000), "type": "text", "text": {"body": text}}


def change_of(messages: list, name: str = "") -> dict:
    """The `messages` change around messages of one customer."""
    value = {"messaging_product": "whatsapp", "metadata": {"display_phone_number": "15550100001", "phone_number_id": PNID}}
    if name:
        value["contacts"] = [{"wa_id": messages[0]["from"], "profile": {"name": name}}]
    value["messages"] = messages
    return {"field": "messages", "value": value}


def delivery(*changes: dict) -> bytes:
    return json.dumps({"object": "whatsapp_business_account", "entry": [{"id": ACCOUNT, "changes": list(changes)}]}).encode()


def post(http, body: bytes, **more):
    """Through a local_baton.Http; answers its Answer."""
    return http.call("POST", HOOK, body, {**headers(body), **more})
