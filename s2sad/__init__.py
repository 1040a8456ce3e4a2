"""s2sad: derivatives of Python functions as readable Python source."""

__version__ = "0.1.0"
