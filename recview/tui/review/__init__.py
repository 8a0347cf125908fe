"""The screen of a review: what differs between two trees, before and after side by side, decided change by change."""
