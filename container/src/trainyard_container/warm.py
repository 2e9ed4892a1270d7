"""Does once, when an image is built, what serving would else do at every start: it compiles."""

from importlib import import_module

from .machine_code import can_compile

if __name__ == "__main__" and can_compile():
    for module in ("quick", "trees"):
        import_module(f"trainyard_container.{module}.compiled")
