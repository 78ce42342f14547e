"""The names of the places that :mod:`support.every_window` shows, to run tests over."""

PLACES = (
    "page today", "page assessments", "page clusters", "page schemes", "page settings", "area details",
    "area eligibility", "area facts", "area criteria", "area on_site", "area result", "area consensus", "area remarks",
    "area improvement areas", "awarded criterion", "awarded result", "report", "new assessment", "new cluster", "backups", "help", "tour",
    "palette", "keyboard", "findings", "history", "personal data", "on site agenda", "on site interviews", "on site close", "on site feedback",
    "passphrase set", "passphrase change", "passphrase recover", "passphrase remove", "passphrase sheet", "recovery sheet",
)  # fmt: skip
