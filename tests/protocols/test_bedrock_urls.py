"""What stands in Bedrock's URLs and around its streamed objects."""

from __future__ import annotations

from base64 import b64encode

import pytest

from recview.framing.aws_event_stream import unwrap_payload_part as unwrapped
from recview.model import Json
from recview.protocols.bedrock.urls import model_of, operation_of

HOST = "https://bedrock-runtime.us-east-1.amazonaws.com"
PROFILE = "arn:aws:bedrock:us-east-1:1:inference-profile/us.meta.llama3"


@pytest.mark.parametrize(
    ("url", "model", "operation"),
    [
        (f"{HOST}/model/amazon.nova-micro-v1%3A0/converse", "amazon.nova-micro-v1:0", "converse"),
        (f"{HOST}/model/amazon.nova-micro-v1:0/converse-stream?x=/model/b/invoke#y", "amazon.nova-micro-v1:0", None),
        (f"{HOST}/model/{PROFILE.replace(':', '%3A').replace('/', '%2F')}/invoke", "us.meta.llama3", "invoke"),
        (f"{HOST}/model/{PROFILE}/invoke-with-response-stream/", "us.meta.llama3", "invoke-with-response-stream"),
        ("https://bedrock.<AWS_REGION>.amazonaws.com/model/<MODEL>/count-tokens", "<MODEL>", "count-tokens"),
        ("/model/a/invoke", "a", "invoke"),
        (f"{HOST}/model/a/delete", "", ""),
        (f"{HOST}/models/a/invoke", "", ""),
        ("https://api.openai.com/v1/chat/completions", "", ""),
        ("http://[bad/%zz/%FF", "", ""),
        ("", "", ""),
    ],
)
def test_urls(url: str, model: str, operation: str | None) -> None:
    assert model_of(url) == model
    assert operation_of(url) == ("converse-stream" if operation is None else operation)


def wrapped(data: bytes) -> Json:
    return {"bytes": b64encode(data).decode(), "p": "abc"}


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (wrapped(b'{"a": 1}'), {"a": 1}),
        (wrapped("Olá".encode()), "Olá"),
        (wrapped(b"\xff\xfe"), wrapped(b"\xff\xfe")),
        ({"bytes": "not base64"}, {"bytes": "not base64"}),
        ({"bytes": "é"}, {"bytes": "é"}),
        ({"bytes": 5}, {"bytes": 5}),
        ({"bytes": "AAAA", "token": "x"}, {"bytes": "AAAA", "token": "x"}),
        ([1], [1]),
        (None, None),
    ],
)
def test_unwrapped(value: Json, expected: Json) -> None:
    assert unwrapped(value) == expected
