"""Tests of sources from git."""
