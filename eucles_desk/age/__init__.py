"""The age format: streams encrypted to keys or with a passphrase, as https://age-encryption.org/v1 describes them.

Any program that knows age opens them. No bytes of the content are encrypted by anything but the library.
"""
