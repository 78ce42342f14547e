"""The window: what users see and touch; it calls services and never storage."""

from eucles_desk.ui.lasting import keep_constants

keep_constants()
