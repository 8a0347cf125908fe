"""The checks for secrets: in a recording, and in what else its file holds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain
from weakref import WeakKeyDictionary

from recview.checks.checked_file import CheckedFile, CheckedRecording
from recview.checks.merged_texts import MergedText
from recview.checks.rule import Check, Fault
from recview.checks.secrets.detecting import MOST_SECRETS, RULES, is_named, secrets_in, secrets_in_header
from recview.checks.secrets.seams import JoinedText, joined_answers, joined_messages
from recview.checks.secrets.secret import Secret
from recview.checks.secrets.signs import any_may_hold_secrets, may_hold_secrets
from recview.checks.secrets.strings import Placed, headers_of, strings_of
from recview.checks.secrets.unread_streams import joined_fields
from recview.formats import ogx
from recview.model import Message

Spotted = tuple[str, Secret]
"""Where a secret is, and it."""


def faults_in_recording(checked: CheckedRecording) -> Iterator[Fault]:
    """The secrets of a recording, each once: where it is read first, in the answer before anywhere else."""
    recording = checked.recording
    spotted = [*secrets_in_texts(checked), *_in_fields_of_chunks(checked)]
    # OGX keeps what bodies hold; in other files they may be packed, so that their bytes show nothing.
    is_plain = recording.exchange.format == ogx.NAME and not _may_hold(checked.file)
    strings = headers_of(recording.exchange) if is_plain else strings_of(recording.exchange)
    spotted += _in_strings(strings, [text.text for text in checked.texts if text.is_streamed])
    spotted += _in_messages(recording.conversation.messages)
    return _faults(spotted)


def faults_in_file(checked: CheckedFile) -> Iterator[Fault]:
    """The secrets of a file that are in none of its exchanges: in its name, or in what a recorder kept besides."""
    spotted = [("the file's name", secret) for secret in _secrets_in_path(_HASH_NAME.sub("", checked.path))]
    if _may_hold(checked) and (secrets := secrets_in(_LINE_END.sub("  ", checked.text))):
        strings = chain.from_iterable(map(strings_of, checked.exchanges))
        inside = {_without_escapes(secret.value) for _, secret in _in_strings(strings)}
        for secret in secrets:
            written = _without_escapes(secret.value)
            if not any(written in value or value in written for value in inside):
                spotted.append((f"line {checked.text.count(chr(10), 0, secret.start) + 1:,} of the file", secret))
    return _faults(spotted)


_HASH_NAME = re.compile(r"(?<![^/])(?:models-)?[0-9a-f]{64}(?:-[0-9a-f]{8})?\.json\Z")
"""As OGX names recordings: half of such a name and the dot look as if a key might begin there."""


@lru_cache(maxsize=1_024)
def _secrets_in_path(path: str) -> tuple[Secret, ...]:
    """The secrets in a path; kept, since many files share a folder."""
    return tuple(secrets_in(path))


_LINE_END = re.compile(r"\\[nrtbf]")
"""As JSON writes it: the letter must not be taken for the first one of an address."""


def _without_escapes(value: str) -> str:
    """A secret without backslashes, of which a file's text has more than the strings in it."""
    return value.replace("\\", "")


RECORDING_CHECK = Check(RULES, faults_in_recording)
FILE_CHECK = Check(RULES, faults_in_file)


_JUDGED: WeakKeyDictionary[CheckedFile, bool] = WeakKeyDictionary()
"""What `_may_hold` says of a file that is being checked; it keeps none, which may be large, after that."""


def _may_hold(file: CheckedFile) -> bool:
    """Whether a file's bytes may hold a secret that is not cut by chunks; kept for the file's next recording."""
    if file not in _JUDGED:
        _JUDGED[file] = may_hold_secrets(file.telling)
    return _JUDGED[file]


def secrets_in_texts(checked: CheckedRecording) -> Iterator[Spotted]:
    """The secrets in the texts of an answer, those first that stand in several of them."""
    texts: list[JoinedText | MergedText] = [*joined_answers(checked.recording.transcript), *checked.texts]
    if any_may_hold_secrets(text.text for text in texts):
        for text in texts:
            yield from ((text.at(secret.start, secret.end), secret) for secret in secrets_in(text.text))


def _in_fields_of_chunks(checked: CheckedRecording) -> Iterator[Spotted]:
    """The secrets in a stream that no protocol reads."""
    response = checked.recording.exchange.response
    if checked.recording.conversation.why and response.streaming:
        for path, text in joined_fields(response.chunks):
            yield from ((f"response chunks, {path}", secret) for secret in secrets_in(text))


def _in_messages(messages: Sequence[Message]) -> Iterator[Spotted]:
    """What is cut by the parts of a message that was sent: an earlier answer, as a rule."""
    pieces = list(joined_messages(messages))
    if any_may_hold_secrets(joined.text for _, joined in pieces):
        for index, joined in pieces:
            for secret in secrets_in(joined.text):
                yield f"request.messages[{index}], {joined.at(secret.start, secret.end)}", secret


def _in_strings(strings: Iterable[Placed], merged: Sequence[str] = ()) -> Iterator[Spotted]:
    """The secrets in strings, but those in a piece of a merged text: cut out of it, a word may look like a secret."""
    seen: set[str] = set()
    for string in strings:
        if string.is_header:
            yield from ((string.at, secret) for secret in secrets_in_header(string.name, string.text))
        elif string.text not in seen:
            seen.add(string.text)
            secrets = secrets_in(string.text, string.name)
            if secrets and not any(string.text in text for text in merged):
                yield from ((string.at, secret) for secret in secrets)


def _faults(spotted: Iterable[Spotted]) -> Iterator[Fault]:
    """A fault for each secret, at the first of its places; a part of one that was named before is not named again."""
    named: list[Secret] = []
    for at, secret in spotted:
        if len(named) < MOST_SECRETS and not is_named(secret, named):
            named.append(secret)
            yield Fault(secret.rule, at, secret.message)
