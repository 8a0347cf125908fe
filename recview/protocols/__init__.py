"""The protocols: an exchange → its conversation and events. One module per protocol, and one line for it here.

README.md shows how to add one. `choosing` tells which protocol reads an exchange, `decoding` gives its conversation,
`outlining` its row in the list.
"""

from __future__ import annotations

from recview.protocols import (
    ag_ui,
    card,
    cloudflare,
    dashscope,
    dify,
    exception,
    koboldcpp,
    llama_cpp,
    mistral_conversations,
    ollama,
    raw,
    replicate,
    tgi,
    watsonx,
)
from recview.protocols.ai_sdk import protocol as ai_sdk
from recview.protocols.anthropic import completions as anthropic_completions
from recview.protocols.anthropic import messages as anthropic_messages
from recview.protocols.bedrock import converse as bedrock_converse
from recview.protocols.bedrock import invoke as bedrock_invoke
from recview.protocols.cohere import v2 as cohere
from recview.protocols.contract import ConversationModule, WholeModule
from recview.protocols.gemini import generate_content as gemini
from recview.protocols.gemini import live as gemini_live
from recview.protocols.gemini_interactions import protocol as gemini_interactions
from recview.protocols.openai import assistants as openai_assistants
from recview.protocols.openai import chat as openai_chat
from recview.protocols.openai import completions as openai_completions
from recview.protocols.openai_responses import protocol as openai_responses
from recview.protocols.openai_responses import realtime as openai_realtime
from recview.protocols.protocol import protocol_of_module

# Asked in this order; `raw` claims whatever is left.
_MODULES: tuple[ConversationModule | WholeModule, ...] = (
    exception,
    # Before the families that it carries, whose bodies it wraps.
    bedrock_invoke,
    bedrock_converse,
    anthropic_messages,
    openai_chat,
    # Before OpenAI's completions, as its path may be theirs.
    llama_cpp,
    openai_completions,
    mistral_conversations,  # before those whose conversations have events, too
    openai_realtime,  # its events are named as those of the Responses API
    openai_responses,
    anthropic_completions,
    gemini,
    gemini_live,
    gemini_interactions,
    ollama,
    cloudflare,
    cohere,
    tgi,
    watsonx,
    replicate,
    openai_assistants,
    dashscope,
    dify,
    koboldcpp,
    ai_sdk,
    ag_ui,
    card,
    raw,
)

PROTOCOLS = tuple(map(protocol_of_module, _MODULES))
