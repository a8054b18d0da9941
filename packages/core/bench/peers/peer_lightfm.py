"""LightFM (lyst/lightfm): BPR epochs. Each of its threads updates without locks (hogwild)."""

import numpy as np

import peer

opts = peer.options()
try:
    import lightfm
except ImportError:
    peer.missing("lightfm")

matrix = peer.pairs_matrix(opts["train"], opts).tocoo()
model = lightfm.LightFM(no_components=opts["dim"], loss=opts["work"], learning_schedule="adagrad", random_state=1)
# The first call allocates; the epochs that are measured go on from it.
model.fit_partial(matrix, epochs=1, num_threads=opts["threads"])


def epochs():
    model.fit_partial(matrix, epochs=opts["epochs"], num_threads=opts["threads"])
    return np.abs(model.item_embeddings).mean()


peer.serve(epochs, version=lightfm.__version__)
