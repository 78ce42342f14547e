"""The window: what users see and touch; it calls services and never storage."""
