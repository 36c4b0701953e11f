"""What CPython does with pickles: a line of hex in, a line of JSON out. Names resolve to inert stand-ins; nothing is imported or called."""
import io
import json
import pickle
import resource
import sys


class Anything:
    """Stands in for every class, function and instance a stream asks for."""

    def __new__(cls, *args, **kwargs):
        return object.__new__(cls)

    def __init__(self, *args, **kwargs):
        pass

    def __call__(self, *args, **kwargs):
        return Anything()

    def __setitem__(self, key, value):
        pass

    def __setstate__(self, state):
        pass

    def append(self, item):
        pass

    def extend(self, items):
        pass

    def add(self, item):
        pass


def unpickler(base, data, encoding):
    names = []

    class Recording(base):
        def find_class(self, module, name):
            names.append([module, name])
            return Anything

        def persistent_load(self, pid):
            return Anything()

    return names, Recording(data, encoding=encoding)


class Unpeekable(io.BytesIO):
    """torch reads from a BytesIO, which has no peek."""


def run(base, data, encoding):
    names, reader = unpickler(base, data, encoding)
    try:
        reader.load()
        return {"ok": True, "names": names}
    except RecursionError:
        raise
    except Exception as error:  # noqa: BLE001: every failure is an answer
        return {"ok": False, "names": names, "error": type(error).__name__, "message": str(error)[:120]}


class Peekable(io.BufferedReader):
    """A source with peek and one large buffer: read linearly, as pickle.loads reads bytes."""


def main():
    # A memo index of 2^28 makes CPython allocate gigabytes: let it raise MemoryError instead.
    resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
    for line in sys.stdin:
        data = bytes.fromhex(line.strip())
        linear = lambda: Peekable(io.BytesIO(data), buffer_size=1 << 20)  # noqa: E731
        answer = {
            "c": run(pickle.Unpickler, linear(), "ASCII"),
            "c-drop": run(pickle.Unpickler, Unpeekable(data), "utf-8"),
            "python": run(pickle._Unpickler, io.BytesIO(data), "ASCII"),
        }
        print(json.dumps(answer))


main()
