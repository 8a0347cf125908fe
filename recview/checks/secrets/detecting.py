"""The secrets in a text and in a header, by all rules: one for each stretch of the text, the most telling."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator

from recview.checks.rule import Rule
from recview.checks.secrets import (
    account_id,
    authorization,
    client_address,
    email_address,
    home_path,
    json_web_token,
    named_credential,
    private_key,
    provider_key,
    session_cookie,
    url_credential,
    url_password,
)
from recview.checks.secrets.encodings import writings
from recview.checks.secrets.secret import Secret
from recview.checks.secrets.signs import may_hold_secrets
from recview.credentials import is_credential_name

_IN_TEXTS: tuple[Callable[[str], Iterator[Secret]], ...] = (
    # The most telling first: of what overlaps, the first counts.
    private_key.secrets_in,
    provider_key.secrets_in,
    json_web_token.secrets_in,
    authorization.secrets_in,
    session_cookie.secrets_in,
    url_password.secrets_in,
    named_credential.secrets_in,
    url_credential.secrets_in,
    email_address.secrets_in,
    home_path.secrets_in,
    account_id.secrets_in,
)

MOST_SECRETS = 200
"""Secrets that are told of one text, and of one recording, at most."""

RULES: tuple[Rule, ...] = (
    *(provider_key.RULE, authorization.RULE, named_credential.RULE, session_cookie.RULE, json_web_token.RULE),
    *(private_key.RULE, url_credential.RULE, url_password.RULE),
    *(email_address.RULE, home_path.RULE, account_id.RULE, client_address.RULE),
)


def secrets_in(text: str, name: str = "") -> list[Secret]:
    """The secrets in a text, also those that are escaped or packed in it; none twice.

    Args:
        text: As recorded.
        name: The name of the field that it is the value of, if it has one.
    """
    secrets: list[Secret] = []
    if may_hold_secrets(text.encode("utf-8", "surrogatepass")):
        for writing in writings(text):
            for secret in _without_overlaps(match for rule in _IN_TEXTS for match in rule(writing.text)):
                if len(secrets) < MOST_SECRETS and not is_named(secret, secrets):
                    start, end = writing.span or ((0, len(text)) if writing.how else (secret.start, secret.end))
                    secrets.append(secret._replace(start=start, end=end, how=writing.how))
    return secrets or list(named_credential.secret_of_field(name, text))


def is_named(secret: Secret, others: Iterable[Secret]) -> bool:
    """Whether one of some others is the same secret, or it is a part of one."""
    return any(secret.value in other.value for other in others if other.rule.id == secret.rule.id)


def secrets_in_header(name: str, value: str) -> list[Secret]:
    """The secrets in the value of a header."""
    secrets = secrets_in(value)
    lower = name.lower()
    if "authorization" in lower:
        named = authorization.secret_of_header(name, value)
    elif "cookie" in lower:
        named = session_cookie.secrets_of_header(value)
    elif is_credential_name(name):
        named = named_credential.secret_of_header(name, value)
    else:
        named = iter((*account_id.secret_of_header(name, value), *client_address.secret_of_header(name, value)))
    return [*secrets, *(secret for secret in named if not any(_is_part(secret, other) for other in secrets))]


def _is_part(secret: Secret, other: Secret) -> bool:
    return secret.value in other.value or other.value in secret.value


def _without_overlaps(secrets: Iterable[Secret]) -> Iterator[Secret]:
    """Each secret that overlaps none before it."""
    spans: list[tuple[int, int]] = []
    for secret in secrets:
        index = bisect_left(spans, (secret.start, secret.end))
        before, behind = spans[max(index - 1, 0) : index], spans[index : index + 1]
        if not any(start < secret.end and secret.start < end for start, end in (*before, *behind)):
            spans.insert(index, (secret.start, secret.end))
            yield secret
