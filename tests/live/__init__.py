"""Tests of the threads that read and watch."""
