"""Every word that users and their programs may rely on, in one list: what is here is kept, whatever else is renamed.

A word is added here when the code offers it. One that goes, or is spelled otherwise, is a promise broken: see
tests/test_public_words.py, which compares the list with the code.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

_KEYS_OF_BOTH = (
    *("path", "index", "test_id", "format", "protocol", "provider", "method", "url", "endpoint", "model"),
    *("streaming", "chunks", "status", "request_only", "choices", "usage", "error", "problem"),
    *("choices[].index", "choices[].finish_reason", "choices[].native_finish_reason"),
    *("choices[].text_chars", "choices[].reasoning_chars", "choices[].refusal_chars"),
    *("usage.input", "usage.output", "usage.total", "usage.cached", "usage.cache_write", "usage.reasoning"),
    *("error.source", "error.status", "error.type", "error.code", "error.message"),
)
"""Of `ls --json` and `show --json`."""

CLASSES = ("unreadable", "behaviour", "request", "reworded", "usage", "noise", "identical", "new", "gone")
"""How grave the difference of a recording is, the gravest first; then what is on one side only."""

PUBLIC_WORDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "subcommands": (
            *("cache", "check", "completion", "config", "diff", "help", "ls", "review", "rule", "schema", "show"),
            *("skill", "textconv", "why"),
        ),
        "options of recview": (
            *("-h", "--help", "-V", "--version", "--demo", "--no-play", "--speed", "--theme", "--keep"),
            *("--no-summary", "--summary-json", "--force", "--where", "--at", "--no-cache", "--cache-limit", "--play"),
            "--staged",
        ),
        "options of recview cache": ("-h", "--help", "--clear"),
        "options of recview config": ("-h", "--help", "--json"),
        "options of recview completion": ("-h", "--help"),
        "options of recview diff": (
            *("-h", "--help", "--staged", "--stat", "--json", "--markdown", "--only", "--where", "--all"),
            *("--exit-code", "--no-pager", "--secrets"),
        ),
        "options of recview check": (
            *("-h", "--help", "--output-format", "--select", "--extend-select", "--ignore", "--all", "--statistics"),
            *("--fail-on", "--exit-zero", "--where", "--since", "--generation", "--tests", "--baseline"),
            *("--write-baseline", "--fix-plan", "--no-cache", "--staged"),
        ),
        "options of recview rule": ("-h", "--help"),
        "options of recview why": ("-h", "--help", "--in", "--misses", "--json", "--plugin", "--secrets"),
        "output formats of check": ("text", "json", "github", "sarif", "markdown"),
        "rules": (
            *("D101", "D102", "D103"),
            *("F101", "F102"),
            *("N101", "N102", "N103", "N104", "N105", "N106", "N107", "N108", "N109", "N110", "N111", "N112", "N113"),
            *("O101", "O102", "O103", "O104"),
            *("S101", "S102", "S103", "S104", "S105", "S106", "S107", "S108", "S201", "S202", "S203", "S204"),
            *("T101", "T102", "T103", "T104", "T105", "T106", "T107", "T108", "T109", "T110", "T111"),
            *("U101", "U102"),
        ),
        "names of rules": (
            *("account-id", "answer-not-read", "arguments-not-json", "authorization", "call-without-id"),
            *("chunk-after-end", "client-address", "cut-by-length", "draft-recorder", "edited-after-recording"),
            *("email-address", "empty-answer", "endpoint-contradicted", "equal-requests", "home-path"),
            *("json-web-token", "legacy-name", "missing-usage", "model-list-rule", "named-credential"),
            *("newer-recorder", "no-finish-reason", "no-reader", "no-recording", "no-test-id", "not-as-asked"),
            *("older-normalization", "order-alone", "parameters-gone", "perhaps-deselected", "private-key"),
            *("provider-key", "recorded-error", "renamed-file", "renamed-test", "session-cookie", "shadowed"),
            *("shared-tool-call", "test-gone", "truncated-stream", "unexplained-name", "unexplained-total"),
            *("unknown-layout", "unreadable", "url-credential", "url-password", "wrong-directory"),
        ),
        "severities": ("error", "warning", "info"),
        "generations": ("auto", "2025-10", "2026-01", "2026-03", "2026-04", "2026-06", "2026-09"),
        "options of recview review": (
            *("-h", "--help", "--staged", "--list", "--show", "--accept", "--skip", "--note", "--json", "--all"),
            *("--only", "--where", "--secrets"),
        ),
        "options of recview ls": (
            "-h",
            "--help",
            "--json",
            "--where",
            "--fields",
            "--limit",
            "--count",
            "--top",
            "--staged",
        ),
        "options of recview schema": ("-h", "--help"),
        "options of recview skill": ("-h", "--help"),
        "options of recview show": (
            "--staged",
            "-h",
            "--help",
            "--in",
            "--at",
            "--json",
            "--chunks",
            "--markdown",
            "--max-chars",
            "--where",
            "--secrets",
        ),
        "options of recview textconv": ("-h", "--help", "--format"),
        # 128 + a signal's number besides, where one ended the screen.
        "exit codes": ("0", "1", "2", "130", "141"),
        "environment variables": (
            *("NO_COLOR", "TERM", "COLUMNS", "TMUX", "WATCHFILES_FORCE_POLLING"),
            *("TEXTUAL_FPS", "RECVIEW_CACHE_DIR", "XDG_CACHE_HOME"),
            *("RECVIEW_CONFIG_DIR", "XDG_CONFIG_HOME", "RECVIEW_STATE_DIR", "XDG_STATE_HOME"),
            *("RECVIEW_THEME", "RECVIEW_AUTOPLAY", "RECVIEW_SPEED", "RECVIEW_GHOST", "RECVIEW_TREE_WIDTH"),
            *("RECVIEW_SIDE_WIDTH", "RECVIEW_SUMMARY", "RECVIEW_KEEP", "RECVIEW_CACHE", "RECVIEW_CACHE_LIMIT"),
        ),
        "settings": (
            *("theme", "autoplay", "speed", "ghost", "tree_width", "side_width", "summary", "keep", "cache"),
            *("cache_limit", "keys", "check.select", "check.extend_select", "check.ignore", "check.ignore_in"),
            *("check.fail_on", "check.baseline", "check.generation"),
        ),
        "keys of config --json": (
            *("files", "files[].source", "files[].path", "files[].exists"),
            *("settings", "settings[].name", "settings[].value", "settings[].source", "settings[].from"),
            *("settings[].line", "problems", "problems[].from", "problems[].line", "problems[].problem"),
        ),
        "keys of ls --json": (
            *_KEYS_OF_BOTH,
            *("choices[].tool_calls", "choices[].runs"),
        ),
        "keys of show --json": (
            *_KEYS_OF_BOTH,
            *("request", "messages", "messages[].role", "messages[].parts"),
            *("messages[].parts[].kind", "messages[].parts[].text", "messages[].parts[].name", "messages[].parts[].id"),
            *("choices[].text", "choices[].reasoning", "choices[].refusal", "choices[].tool_calls"),
            *("choices[].tool_calls[].id", "choices[].tool_calls[].name"),
            *("choices[].tool_calls[].arguments", "choices[].tool_calls[].runs"),
        ),
        "keys of diff --json": (
            *("counts", *(f"counts.{name}" for name in CLASSES), "changes", "changes[].before", "changes[].after"),
            *("changes[].test_id", "changes[].provider", "changes[].class", "changes[].kinds", "changes[].ambiguity"),
            *("changes[].differences", "changes[].differences[].kind", "changes[].differences[].at"),
            *("changes[].differences[].before", "changes[].differences[].after", "findings", "findings.new"),
            *(f"findings.new[].{key}" for key in ("rule", "severity", "path", "index", "at", "message")),
            "findings.gone",
        ),
        "keys of review --list --json": (
            *("counts", *(f"counts.{name}" for name in CLASSES), "progress", "progress.class", "progress.seen"),
            *("progress.total", "changes", "changes[].key", "changes[].before", "changes[].after"),
            *("changes[].test_id", "changes[].provider", "changes[].class", "changes[].kinds", "changes[].words"),
            *("changes[].findings", "changes[].ambiguity", "changes[].decision", "changes[].note"),
        ),
        "decisions of a review": ("accepted", "skipped"),
        "keys of check --output-format json": (
            *("summary", "summary.recordings", "summary.reachable", "summary.unreachable", "summary.generation"),
            *("names", "names[].path", "names[].reachable", "names[].reason", "names[].expected"),
            *("findings", "findings[].rule", "findings[].severity", "findings[].path", "findings[].index"),
            *("findings[].at", "findings[].message"),
        ),
        "keys of why --json": (
            *("misses", "misses[].recorder", "misses[].test_id", "misses[].hash", "misses[].method", "misses[].url"),
            *("misses[].model", "misses[].cassette", "misses[].details", "misses[].cause", "misses[].generation"),
            *("misses[].hashed_test_id", "misses[].message", "misses[].remedy", "misses[].candidates"),
            *("misses[].candidates[].path", "misses[].candidates[].index", "misses[].candidates[].test_id"),
            *("misses[].candidates[].likeness", "misses[].candidates[].change", "misses[].candidates[].at"),
            *("misses[].candidates[].recorded", "misses[].candidates[].sent"),
        ),
        "causes of why": (
            *("volatile_value", "new_turn", "prompt_changed", "tools_changed", "parameters_changed", "url_changed"),
            *("same", "recorded", "generation", "test_renamed", "played_already", "no_cassette", "expired", "unused"),
            *("body_unknown", "nothing_near"),
        ),
        "reasons of names": (
            *("legacy-name", "older-normalization", "renamed-test", "model-list-rule", "edited-after-recording"),
            *("renamed-file", "wrong-directory", "shadowed", "no-test-id", "no-reader", "draft-recorder"),
            *("newer-recorder", "unexplained-name"),
        ),
        "classes of changes": CLASSES,
        "kinds of differences": (
            *("unreadable", "tool_name", "tool_arguments", "tool_count", "finish_reason", "refusal", "error"),
            *("error_type", "status", "reasoning_appears", "reasoning_goes", "choices", "schema", "calls_added"),
            *("calls_removed", "flagged", "ranking", "model", "protocol", "messages", "parameters", "tools", "url"),
            *("method", "request_body", "request_header", "text", "reasoning", "text_appears", "text_goes"),
            *("error_message", "citations", "tool_result", "models", "embedding", "data", "media", "usage", "ids"),
            *("timestamps", "fingerprint", "chunks", "padding", "signatures", "logprobs", "content_filter"),
            *("service_tier", "seed", "metadata", "headers", "spelling", "sdk", "test_id", "server_state"),
            *("embedding_jitter", "container", "host", "tool_order", "scores", "messages_echo"),
        ),
        "keys of --summary-json": (
            *("counts", "counts.new", "counts.same", "counts.noise", "counts.changed", "counts.gone", "counts.broken"),
            *("classes", "classes.unreadable", "classes.behaviour", "classes.request", "classes.reworded"),
            *("classes.usage", "classes.noise", "classes.identical", "classes.new", "classes.gone"),
            *("recordings", "recordings[].path", "recordings[].verdict", "recordings[].flags"),
            "recordings[].moved_from",
        ),
        "formats": (
            *("ogx", "vcrpy", "vcrpy-lists", "vcr-ruby", "go-vcr", "httprr", "http-json", "har", "azure-sdk"),
            *("httpmock", "wiremock", "gemini-cli", "answers", "claude-tap", "nock", "http-response"),
            *("openai-batch", "anthropic-batch", "gemini-batch", "bedrock-batch"),
            *("agentic-api", "aimock", "librechat", "cassetter", "promptecho", "sema", "agent-replay"),
            *("websocket", "xai-sdk"),
        ),
        "protocols": (
            *("openai.chat", "openai.completions", "openai.responses", "anthropic.messages", "anthropic.completions"),
            *("gemini.generate_content", "gemini.interactions", "bedrock.converse", "bedrock.invoke", "cohere.chat"),
            *("openai.realtime", "gemini.live"),
            *("ollama", "tgi", "cloudflare", "watsonx", "replicate", "card", "exception", "raw"),
            *("openai.assistants", "mistral.conversations", "dashscope", "dify", "llama.cpp", "koboldcpp", "ai_sdk"),
            "ag_ui",
        ),
        "providers": (
            *("openai", "anthropic", "google", "aws", "azure", "ollama", "vllm", "groq", "together", "fireworks"),
            *("mistral", "cohere", "xai", "openrouter", "huggingface", "databricks", "deepseek", "cerebras"),
            *("sambanova", "nvidia", "perplexity", "ibm", "github", "voyage", "jina", "moonshot", "alibaba", "zai"),
            *("deepinfra", "replicate", "ai21", "tavily", "exa", "cloudflare", "bfl", "pollinations", "venice"),
            *("dify", "llama.cpp", "koboldcpp"),
        ),
        "verdicts": ("new", "same", "noise", "changed", "gone", "broken"),
        # Beside the words for unusual endings, which are flags as providers send them.
        "flags": (
            *("exception", "no finish_reason", "empty answer", "no usage", "usage moved", "overwritten", "broken"),
        ),
        "unusual endings": (
            *("length", "max_tokens", "max_output_tokens", "incomplete", "incomplete:max_output_tokens"),
            *("model_length", "model_context_window_exceeded", "token_limit", "out_of_tokens", "budget_exceeded"),
            *("limit", "incomplete:max_completion_tokens", "incomplete:max_prompt_tokens", "content-filter", "expired"),
            *("MAX_TOKENS", "LENGTH", "ERROR_LIMIT", "REASON_MAX_LEN", "REASON_MAX_CONTEXT"),
            *("content_filter", "incomplete:content_filter", "content_filtered", "guardrail_intervened", "refusal"),
            *("sensitive", "SAFETY", "RECITATION", "LANGUAGE", "BLOCKLIST", "PROHIBITED_CONTENT", "SPII"),
            *("MODEL_ARMOR", "IMAGE_SAFETY", "IMAGE_PROHIBITED_CONTENT", "IMAGE_RECITATION", "JAILBREAK"),
            *("CONTENT_FILTERED", "ERROR_TOXIC", "error", "failed", "malformed_model_output", "malformed_tool_use"),
            *("network_error", "time_limit", "insufficient_system_resource", "ERROR", "TIMEOUT", "REASON_TIME_LIMIT"),
            *("RAG_QUERY_WHEN_RAG_DISABLED", "MALFORMED_FUNCTION_CALL", "MALFORMED_RESPONSE", "UNEXPECTED_TOOL_CALL"),
            *("TOO_MANY_TOOL_CALLS", "MISSING_THOUGHT_SIGNATURE"),
            # Vertex, asked for integers.
            *("2", "3", "4", "6", "7", "8", "9", "10"),
        ),
        "part kinds": (
            *("text", "reasoning", "refusal", "tool_call", "tool_result", "image", "audio", "file", "other"),
        ),
        "finish words": (
            *("stop", "length", "tool_calls", "content_filter", "stop_sequence", "pause", "error", "other"),
        ),
        "error sources": ("exception", "response", "stream"),
        "who runs a tool": ("client", "provider"),
        # Beside those of the toolkit.
        "themes": ("recview-dark", "recview-light"),
        "views with keys of their own": ("app", "tree", "chat", "json", "chunks", "raw", "review", "changes"),
        "ids of commands": (
            *(
                "call.next",
                "call.previous",
                "chat.fold_repeated",
                "chat.next_word",
                "chat.previous_word",
                "chunks.text",
            ),
            *("replay.play", "replay.step_forward", "replay.step_back", "replay.skip_forward", "replay.skip_back"),
            *("replay.faster", "replay.slower", "replay.start", "replay.end", "replay.autoplay"),
            *("replay.tenth_0", "replay.tenth_1", "replay.tenth_2", "replay.tenth_3", "replay.tenth_4"),
            *("replay.tenth_5", "replay.tenth_6", "replay.tenth_7", "replay.tenth_8", "replay.tenth_9"),
            *("change.next", "change.previous", "difference.next", "difference.previous"),
            *("changes.fold", "changes.unfold", "changes.open"),
            *("review.accept", "review.accept_rest", "review.skip", "review.skip_rest", "review.undecide"),
            *("review.note", "review.restore", "review.one_page", "review.before", "review.after"),
            *("review.credentials", "review.filter", "review.leave"),
            *("filter.none", "filter.errors", "filter.broken", "filter.unusual", "filter.faulty", "facets.toggle"),
            *("filter.changed", "filter.new", "filter.gone", "filter.noise", "filter.same"),
            *("marker.next", "marker.previous", "match.next", "match.previous", "search.open", "search.recording"),
            *(
                "pane.next",
                "pane.previous",
                "pane.leave",
                "pane.zoom",
                "pane.wider",
                "pane.narrower",
                "visited.back",
                "visited.forward",
            ),
            *("panel.request", "panel.response", "panel.chunk", "panel.raw", "copy.menu", "copy.to_file", "file.edit"),
            *("view.ghost", "view.probabilities", "view.credentials", "watch.follow"),
            *("compare.toggle", "compare.swap", "compare.mark", "app.help", "app.palette", "app.suspend", "app.quit"),
            *("move.up", "move.down", "move.page_up", "move.page_down", "move.half_page_up", "move.half_page_down"),
            *("move.first", "move.last"),
            *("tree.fold", "tree.unfold", "tree.open", "tree.unfold_all", "tree.fold_all"),
            *("chat.step_back", "chat.step_forward", "chat.start", "chat.end", "chat.top", "chat.bottom"),
            *("json.fold", "json.unfold", "json.toggle", "json.unfold_all", "json.fold_all", "json.wrap"),
            *("raw.left", "raw.right", "raw.next_window", "raw.previous_window"),
        ),
    }
)
