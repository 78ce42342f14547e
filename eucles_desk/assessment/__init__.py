"""The assessment core: frozen values and pure functions over them."""
