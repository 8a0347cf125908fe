"""The protocols: an exchange → its conversation and events. One module per protocol, and one line for it here.

README.md shows how to add one. `choosing` tells which protocol reads an exchange, `decoding` gives its conversation,
`outlining` its row in the list.
"""

from __future__ import annotations

from recview.protocols.registry import ProtocolRow, Registry

_CARDS = (
    *("CreateEmbeddingResponse", "EmbedResponse", "EmbeddingsResponse", "ProcessResponse", "ListResponse", "Model"),
    *("ShowResponse", "ProgressResponse", "StatusResponse", "ModerationCreateResponse", "ToolInvocationResult"),
    "ProcessFileResponse",
)
_OLLAMA = ("ChatResponse", "GenerateResponse")
"""What a call answers that generates, or else only loads a model, for which it has a card."""

_AZURE = (
    *("openai.azure.com", "cognitiveservices.azure.com", "services.ai.azure.com"),
    "inference.ai.azure.com",
)
_HUGGING_FACE = ("huggingface.co", "huggingface.cloud", "hf.space")

# Asked in this order; `raw` claims whatever is left.
PROTOCOLS = Registry(
    (
        ProtocolRow("exception"),
        # Before the families that it carries, whose bodies it wraps.
        ProtocolRow("bedrock.invoke"),
        # A URL of it: /model/<id>/converse
        ProtocolRow(
            "bedrock.converse", hosts={"amazonaws.com": "aws", "api.aws": "aws"}, model_in_url=r"/model/([^/?#]+)/"
        ),
        ProtocolRow("anthropic.messages", hosts={"anthropic.com": "anthropic"}),
        # A URL of Azure: /openai/deployments/<name>/chat/completions
        ProtocolRow(
            "openai.chat",
            classes=("ChatCompletionChunk", "ChatCompletion"),
            hosts={"openai.com": "openai", **dict.fromkeys(_AZURE, "azure")},
            model_in_url=r"/deployments/([^/?#]+)/",
        ),
        # Before OpenAI's completions, as its path may be theirs.
        ProtocolRow("llama_cpp", provider="llama.cpp"),
        # A URL until 2023: /v1/engines/<name>/completions
        ProtocolRow("openai.completions", classes=("Completion",), model_in_url=r"/engines/([^/?#]+)/"),
        # Before those whose conversations have events, too.
        ProtocolRow("mistral_conversations", hosts={"mistral.ai": "mistral"}, provider="mistral"),
        # Its events are named as those of the Responses API.
        ProtocolRow("openai_responses.realtime", model_in_url=r"/realtime\?(?:[^#]*&)?(?:model|deployment)=([^&#]+)"),
        ProtocolRow("openai_responses.protocol"),
        ProtocolRow("anthropic.completions"),
        # A URL of it: /v1beta/models/<name>:generateContent
        ProtocolRow(
            "gemini.generate_content",
            hosts={"googleapis.com": "google"},
            model_in_url=r"/(?:models|tunedModels)/([^?#:]+)",
        ),
        ProtocolRow("gemini.live"),
        ProtocolRow("gemini_interactions.protocol"),
        ProtocolRow("ollama", likely_classes=_OLLAMA, hosts={"ollama.com": "ollama"}),
        # A URL of it: /client/v4/accounts/<id>/ai/run/@cf/<maker>/<name>
        ProtocolRow("cloudflare", hosts={"api.cloudflare.com": "cloudflare"}, model_in_url=r"/ai/run/([^?#]+)"),
        ProtocolRow("cohere.v2", hosts={"cohere.com": "cohere", "cohere.ai": "cohere"}),
        ProtocolRow("tgi", hosts=dict.fromkeys(_HUGGING_FACE, "huggingface"), model_in_url=r"/models/([^?#:]+)"),
        ProtocolRow("watsonx", hosts={"ml.cloud.ibm.com": "ibm"}),
        ProtocolRow("replicate", hosts={"replicate.com": "replicate"}),
        ProtocolRow("openai.assistants"),
        ProtocolRow("dashscope", hosts={"aliyuncs.com": "alibaba"}, provider="alibaba"),
        ProtocolRow("dify", hosts={"dify.ai": "dify"}, provider="dify"),
        ProtocolRow("koboldcpp", hosts={"koboldai.net": "koboldcpp"}, provider="koboldcpp"),
        ProtocolRow("ai_sdk.protocol"),
        ProtocolRow("ag_ui"),
        ProtocolRow("card", classes=_CARDS, likely_classes=_OLLAMA),
        ProtocolRow("raw"),
    )
)
