"""Images that were made, speech that was spoken, and recordings that were written down.

Source: the API references of OpenAI (images, audio), Imagen (predictions[].bytesBase64Encoded), Bedrock (images[]),
Stability (artifacts[]) and Deepgram (results.channels[].alternatives[].transcript). Media is described, never shown.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from recview.coerce import as_dict, as_list, as_str, as_words
from recview.model import Exchange, Json
from recview.protocols.card.kind import Facts, Kind, first, path_ends, request_texts, without_blanks
from recview.protocols.shared.media import describe_media

_BYTES = ("b64_json", "bytesBase64Encoded", "base64", "image_base64")
_SPEECH = ("/audio/speech", "/speak", "/synthesize")


def recognise(exchange: Exchange, body: Json) -> Kind | None:
    """By images where a provider puts them, and a transcript; bare text or bytes by the URL."""
    kind = as_str(as_dict(first(body)).get("type")) if isinstance(body, list) else ""
    if _images(body) or kind.startswith(("image_generation.", "image_edit.")):
        return IMAGES
    if kind.startswith("speech.audio.") or (isinstance(body, str) and path_ends(exchange, *_SPEECH)):
        return SPEECH
    fields = as_dict(body)
    is_asked = "/transcriptions" in exchange.request.endpoint or "/audio/translations" in exchange.request.endpoint
    if kind.startswith("transcript.text.") or "channels" in as_dict(fields.get("results")):
        return TRANSCRIPT
    if isinstance(fields.get("text"), str) and (is_asked or "segments" in fields):
        return TRANSCRIPT
    return TRANSCRIPT if is_asked and isinstance(body, str) else None


def _images(body: Json) -> list[Mapping[str, Json]]:
    fields = as_dict(body)
    bare = as_list(fields.get("images"))
    if bare and all(isinstance(image, str) and len(image) > 100 and ":" not in image[:8] for image in bare):
        return [{"base64": image} for image in bare]
    for key in ("data", "predictions", "artifacts", "images"):
        items = [as_dict(item) for item in as_list(fields.get(key))]
        if items and any(part in items[0] for part in (*_BYTES, "revised_prompt")):
            return items
        if items and key == "data" and "url" in items[0] and "created" in fields:
            return items
    return []


def _image_facts(exchange: Exchange, body: Json) -> Facts:
    images = _images(body) or [as_dict(item) for item in as_list(body)]
    facts = []
    for number, image in enumerate(images[:20], 1):
        data = next((image[key] for key in _BYTES if image.get(key)), image.get("url"))
        kind = as_str(image.get("mimeType")) or (
            f"image/{as_str(image['output_format'])}" if "output_format" in image else ""
        )
        facts.append((f"image {number}", describe_media(data, kind)))
        facts.append((f"revised prompt {number}", as_str(image.get("revised_prompt")) or as_str(image.get("prompt"))))
    sent = as_dict(exchange.request.body)
    return without_blanks(
        ("prompt", _first(request_texts(exchange))),
        *((key, as_words(sent.get(key))) for key in ("model", "size", "quality")),
        ("images", f"{len(images):,}"),
        *facts,
    )


def _first(values: Sequence[str]) -> str:
    return values[0][:2_000] if values else ""


def _speech_facts(exchange: Exchange, body: Json) -> Facts:
    sent = as_dict(exchange.request.body)
    size = f"{len(body):,} chunks" if isinstance(body, list) else f"{len(as_str(body)):,} characters as recorded"
    voice = (("model", as_words(sent.get("model"))), ("voice", as_words(sent.get("voice"))))
    return without_blanks(
        ("text", _first(request_texts(exchange))),
        *voice,
        ("format", as_words(sent.get("response_format"))),
        ("audio", size),
    )


def _transcript_facts(exchange: Exchange, body: Json) -> Facts:
    fields = as_dict(body)
    transcript = fields if fields.get("text") else as_dict(fields.get("metadata"))
    segments = as_list(fields.get("segments")) or as_list(as_dict(fields.get("results")).get("utterances"))
    return without_blanks(
        *((key, as_words(transcript.get(key))) for key in ("language", "duration", "model")),
        ("segments", f"{len(segments):,}" if segments else ""),
        ("text", _transcript(body)[:20_000]),
    )


def _transcript(body: Json) -> str:
    """The text, of a stream that of its last event or of its pieces, of Deepgram that of the first alternative."""
    if isinstance(body, str):
        return body
    if isinstance(body, list):
        events = [as_dict(item) for item in body]
        done = [as_str(event.get("text")) for event in events if event.get("type") == "transcript.text.done"]
        pieces = (as_str(event.get("delta")) or as_str(event.get("text")) for event in events)
        return done[-1] if done else "".join(pieces)
    fields = as_dict(body)
    channels = as_list(as_dict(fields.get("results")).get("channels"))
    heard = (as_dict(first(as_dict(channel).get("alternatives"))).get("transcript") for channel in channels)
    return as_str(fields.get("text")) or "\n".join(filter(None, map(as_str, heard)))


def _image_count(exchange: Exchange, body: Json) -> str:
    return f"{len(_images(body)) or len(as_list(body))}"


def _voice(exchange: Exchange, body: Json) -> str:
    return as_words(as_dict(exchange.request.body).get("voice"))


IMAGES = Kind("images", "Images", _image_facts, _image_count)
SPEECH = Kind("speech", "Speech", _speech_facts, _voice)
TRANSCRIPT = Kind("transcript", "Transcript", _transcript_facts, lambda exchange, body: _transcript(body).strip()[:40])
