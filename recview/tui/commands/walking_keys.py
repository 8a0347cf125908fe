"""The keys that go from call to call of a test, from word to word of an answer, and between a chunk and its text."""

from __future__ import annotations

from functools import partial

from recview.tui.commands import calls, views
from recview.tui.commands.command import Command

_chat = partial(Command, "chat")

WALKING_KEYS: tuple[Command, ...] = (
    Command("app", "call.next", "J,upper_j", "J", "Next call of the same test", calls.go_to_call, (1,), palette=True),
    Command(
        "app",
        "call.previous",
        "K,upper_k",
        "K",
        "Previous call of the same test",
        calls.go_to_call,
        (-1,),
        palette=True,
    ),
    _chat("chat.next_word", "w", "w", "Next word, and the chunk that brought it", views.go_to_word, (1,)),
    _chat("chat.previous_word", "W,upper_w", "W", "Previous word, and its chunk", views.go_to_word, (-1,)),
    _chat("chat.fold_repeated", "o", "o", "Fold what an earlier call sent, too, or show it", calls.fold_repeated),
    Command("chunks", "chunks.text", "enter", "enter", "Go to the chunk's text", views.show_text, hint="text"),
)
