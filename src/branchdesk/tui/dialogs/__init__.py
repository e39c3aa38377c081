"""Dialogs: each returns a typed value and saves nothing itself."""
