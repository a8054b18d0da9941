"""implicit (benfred/implicit): BPR epochs and ALS sweeps."""

import os

import peer

opts = peer.options()
# OpenBLAS threads inside implicit's own threads only get in each other's way, as it says itself.
os.environ["OPENBLAS_NUM_THREADS"] = "1"
try:
    import implicit
    from implicit.als import AlternatingLeastSquares
    from implicit.bpr import BayesianPersonalizedRanking
except ImportError:
    peer.missing("implicit")

matrix = peer.pairs_matrix(opts["train"], opts)
common = {"factors": opts["dim"], "num_threads": opts["threads"], "use_gpu": False}


def bpr():
    model = BayesianPersonalizedRanking(
        iterations=opts["epochs"], learning_rate=0.05, regularization=0.01, random_state=1, **common
    )
    # Its own time of each epoch: without the preparation of the matrix.
    taken = []
    model.fit(matrix, show_progress=False, callback=lambda epoch, seconds, *rest: taken.append(seconds))
    return model.item_factors[0, 0], sum(taken)


def als():
    # Conjugate gradient, three steps, is its default and the fast path.
    model = AlternatingLeastSquares(
        iterations=opts["epochs"],
        regularization=0.01,
        alpha=1.0,
        random_state=1,
        use_cg=opts.get("cg", True),
        **common,
    )
    model.fit(matrix, show_progress=False)
    return model.item_factors[0, 0]


def als_cholesky():
    opts["cg"] = False
    return als()


def evaluation():
    from implicit.evaluation import ranking_metrics_at_k

    test = peer.pairs_matrix(opts["test"], opts)
    model = BayesianPersonalizedRanking(iterations=1, random_state=1, **common)
    model.fit(matrix, show_progress=False)

    def rank():
        metrics = [
            ranking_metrics_at_k(
                model, matrix, test, K=k, show_progress=False, num_threads=opts["threads"]
            )
            for k in opts["cutoffs"]
        ]
        return metrics[0]["ndcg"]

    return rank


if opts["work"] == "evaluation":
    peer.serve(evaluation(), version=implicit.__version__)
else:
    peer.serve({"bpr": bpr, "als": als, "als-cholesky": als_cholesky}[opts["work"]], version=implicit.__version__)
