"""The request side of Bedrock's invoke: messages in the shape of a family, or one prompt.

Source: Bedrock's inference parameters of each family. Anthropic's body has `anthropic_version`, Nova's content blocks
have no `type`, others speak OpenAI's words. Cohere's chat has `message` and `chat_history`, Titan `inputText`, Llama,
Mistral, Jurassic, DeepSeek and the older Claude and Command a `prompt`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from recview.coerce import as_dict, as_list, as_str
from recview.model import Json, Message, Part
from recview.protocols.anthropic import content as anthropic_content
from recview.protocols.bedrock import content as bedrock_content
from recview.protocols.cohere import messages as cohere_messages
from recview.protocols.shared import messages as openai_messages

_COHERE = frozenset({"message", "chat_history", "tool_results"})
_NOVA = frozenset({"schemaVersion", "inferenceConfig", "toolConfig"})


def messages(body: Mapping[str, Json]) -> tuple[Message, ...]:
    """The conversation as it was sent."""
    if turns := as_list(body.get("messages")):
        if "anthropic_version" in body:
            return anthropic_content.messages(body)
        if not _NOVA.isdisjoint(body) or _is_untyped(turns):
            return bedrock_content.messages(body)
        # OpenAI has no `system` beside the messages.
        return anthropic_content.messages(body) if "system" in body else openai_messages.messages(body)
    if not _COHERE.isdisjoint(body):
        return cohere_messages.messages(body)
    prompt = _prompt(body)
    return (Message("prompt", (Part("text", prompt),)),) if prompt else ()


def opening(body: Mapping[str, Json]) -> str:
    """The start of what was asked."""
    text = openai_messages.brief(as_list(body.get("messages")))
    return text or (as_str(body.get("message")) or _prompt(body)).strip()[:80]


def _prompt(body: Mapping[str, Json]) -> str:
    return as_str(body.get("prompt")) or as_str(body.get("inputText"))


def _is_untyped(turns: Sequence[Json]) -> bool:
    """Whether the blocks of messages name their kind by their one member, as Converse's do."""
    blocks = (as_dict(block) for message in turns for block in as_list(as_dict(message).get("content")))
    return any(block and "type" not in block for block in blocks)
