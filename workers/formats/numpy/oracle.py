"""What NumPy makes of array headers: one JSON text a line in, `[shape, fortran_order, itemsize, hasobject]` or null out."""

import io
import json
import sys
import warnings

from numpy.lib import format as npy

warnings.simplefilter("ignore")
for line in sys.stdin:
    header = json.loads(line).encode("latin1")
    try:
        shape, order, dtype = npy.read_array_header_1_0(io.BytesIO(len(header).to_bytes(2, "little") + header))
        print(json.dumps([[int(n) for n in shape], order, dtype.itemsize, dtype.hasobject]))
    except Exception:  # noqa: BLE001
        print("null")
