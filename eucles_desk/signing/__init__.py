"""Keys, electronic signatures in reports, and what can be said of them without a network."""
