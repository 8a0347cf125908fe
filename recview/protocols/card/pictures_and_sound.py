"""Images that were made, speech that was spoken, and recordings that were written down.

Source: the API references of OpenAI (images, audio), Imagen (predictions[].bytesBase64Encoded), Bedrock (images[]),
Stability (artifacts[]) and Deepgram (results.channels[].alternatives[].transcript). Media is described, never shown.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from recview.model import Exchange, Json
from recview.protocols.card.kind import Facts, Kind, asked, first, path_ends, some
from recview.protocols.media import described
from recview.shapes import mapping, sequence, text, words

_BYTES = ("b64_json", "bytesBase64Encoded", "base64", "image_base64")
_SPEECH = ("/audio/speech", "/speak", "/synthesize")


def recognised(exchange: Exchange, body: Json) -> Kind | None:
    """By images where a provider puts them, and a transcript; bare text or bytes by the URL."""
    kind = text(mapping(first(body)).get("type")) if isinstance(body, list) else ""
    if _images(body) or kind.startswith(("image_generation.", "image_edit.")):
        return IMAGES
    if kind.startswith("speech.audio.") or (isinstance(body, str) and path_ends(exchange, *_SPEECH)):
        return SPEECH
    fields = mapping(body)
    is_asked = "/transcriptions" in exchange.request.endpoint or "/audio/translations" in exchange.request.endpoint
    if kind.startswith("transcript.text.") or "channels" in mapping(fields.get("results")):
        return TRANSCRIPT
    if isinstance(fields.get("text"), str) and (is_asked or "segments" in fields):
        return TRANSCRIPT
    return TRANSCRIPT if is_asked and isinstance(body, str) else None


def _images(body: Json) -> list[Mapping[str, Json]]:
    fields = mapping(body)
    bare = sequence(fields.get("images"))
    if bare and all(isinstance(image, str) and len(image) > 100 and ":" not in image[:8] for image in bare):
        return [{"base64": image} for image in bare]
    for key in ("data", "predictions", "artifacts", "images"):
        items = [mapping(item) for item in sequence(fields.get(key))]
        if items and any(part in items[0] for part in (*_BYTES, "revised_prompt")):
            return items
        if items and key == "data" and "url" in items[0] and "created" in fields:
            return items
    return []


def _image_facts(exchange: Exchange, body: Json) -> Facts:
    images = _images(body) or [mapping(item) for item in sequence(body)]
    known = []
    for place, image in enumerate(images[:20], 1):
        data = next((image[key] for key in _BYTES if image.get(key)), image.get("url"))
        kind = text(image.get("mimeType")) or (
            f"image/{text(image['output_format'])}" if "output_format" in image else ""
        )
        known.append((f"image {place}", described(data, kind)))
        known.append((f"revised prompt {place}", text(image.get("revised_prompt")) or text(image.get("prompt"))))
    sent = mapping(exchange.request.body)
    return some(
        ("prompt", _first(asked(exchange))),
        *((key, words(sent.get(key))) for key in ("model", "size", "quality")),
        ("images", f"{len(images):,}"),
        *known,
    )


def _first(said: Sequence[str]) -> str:
    return said[0][:2_000] if said else ""


def _speech_facts(exchange: Exchange, body: Json) -> Facts:
    sent = mapping(exchange.request.body)
    size = f"{len(body):,} chunks" if isinstance(body, list) else f"{len(text(body)):,} characters as recorded"
    voice = (("model", words(sent.get("model"))), ("voice", words(sent.get("voice"))))
    return some(
        ("text", _first(asked(exchange))), *voice, ("format", words(sent.get("response_format"))), ("audio", size)
    )


def _transcript_facts(exchange: Exchange, body: Json) -> Facts:
    fields = mapping(body)
    told = fields if fields.get("text") else mapping(fields.get("metadata"))
    segments = sequence(fields.get("segments")) or sequence(mapping(fields.get("results")).get("utterances"))
    return some(
        *((key, words(told.get(key))) for key in ("language", "duration", "model")),
        ("segments", f"{len(segments):,}" if segments else ""),
        ("text", _transcript(body)[:20_000]),
    )


def _transcript(body: Json) -> str:
    """The text, of a stream that of its last event or of its pieces, of Deepgram that of the first alternative."""
    if isinstance(body, str):
        return body
    if isinstance(body, list):
        events = [mapping(item) for item in body]
        done = [text(event.get("text")) for event in events if event.get("type") == "transcript.text.done"]
        pieces = (text(event.get("delta")) or text(event.get("text")) for event in events)
        return done[-1] if done else "".join(pieces)
    fields = mapping(body)
    channels = sequence(mapping(fields.get("results")).get("channels"))
    heard = (mapping(first(mapping(channel).get("alternatives"))).get("transcript") for channel in channels)
    return text(fields.get("text")) or "\n".join(filter(None, map(text, heard)))


def _image_count(exchange: Exchange, body: Json) -> str:
    return f"{len(_images(body)) or len(sequence(body))}"


def _voice(exchange: Exchange, body: Json) -> str:
    return words(mapping(exchange.request.body).get("voice"))


IMAGES = Kind("images", "Images", _image_facts, _image_count)
SPEECH = Kind("speech", "Speech", _speech_facts, _voice)
TRANSCRIPT = Kind("transcript", "Transcript", _transcript_facts, lambda exchange, body: _transcript(body).strip()[:40])
