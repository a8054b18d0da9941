"""What the Python peers share: the conversation with the harness, and the workload's files.

The harness starts a script with its options as one JSON argument. The script sets up, prints {"ready": true}, and
then, for each line "run" that it reads, does its work once and prints {"seconds": …, "result": …}: the seconds are of
the work alone, the result proves that it was done. By hand:

    echo run | python peer_implicit.py '{"work": "bpr", "train": "pairs.bin", …}'
"""

import json
import sys
import time


def options():
    return json.loads(sys.argv[1])


def missing(package):
    """Says that a package cannot be imported, and ends."""
    print(json.dumps({"missing": package}), flush=True)
    sys.exit(0)


def serve(run, **facts):
    """Calls `run` once a line. It returns the work's result, or a pair of it and the seconds where it times itself."""
    print(json.dumps({"ready": True, "facts": facts}), flush=True)
    for line in sys.stdin:
        if line.strip() != "run":
            break
        started = time.perf_counter()
        result = run()
        seconds = time.perf_counter() - started
        if isinstance(result, tuple):
            result, seconds = result
        print(json.dumps({"seconds": seconds, "result": float(result)}), flush=True)


def pairs_matrix(path, opts):
    """A file of pairs as a scipy CSR matrix of ones [users, items]: the file holds user and item, int32, in turns."""
    import numpy as np
    from scipy.sparse import csr_matrix

    pairs = np.fromfile(path, dtype=np.int32).reshape(-1, 2)
    ones = np.ones(len(pairs), dtype=np.float32)
    return csr_matrix((ones, (pairs[:, 0], pairs[:, 1])), shape=(opts["numUsers"], opts["numItems"]))
