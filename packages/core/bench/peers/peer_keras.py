"""Keras on TensorFlow: training steps of NeuMF as one compiled function."""

import os

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = ""
import peer

opts = peer.options()
try:
    import keras
    import tensorflow as tf
except ImportError:
    peer.missing("tensorflow-cpu")

tf.config.threading.set_intra_op_parallelism_threads(opts["threads"])
users, items, batch, dim = opts["numUsers"], opts["numItems"], opts["batchSize"], opts["dim"]
user = keras.Input((), dtype="int32")
item = keras.Input((), dtype="int32")


def embed(rows, columns, index):
    initializer = keras.initializers.RandomNormal(stddev=0.05)
    return keras.layers.Embedding(rows, columns, embeddings_initializer=initializer)(index)


product = keras.layers.multiply([embed(users, dim, user), embed(items, dim, item)])
deep = keras.layers.concatenate([embed(users, opts["mlpDim"], user), embed(items, opts["mlpDim"], item)])
for units in opts["hiddenUnits"]:
    deep = keras.layers.Dense(units, activation="relu")(deep)
logits = keras.layers.Dense(1)(keras.layers.concatenate([product, deep]))
model = keras.Model([user, item], logits)
optimizer = keras.optimizers.Adam(0.001)
optimizer.build(model.trainable_variables)
labels = tf.cast(tf.range(batch) % 5 == 0, tf.float32)[:, None]


@tf.function
def step():
    pair = [
        tf.random.uniform((batch,), 0, users, dtype=tf.int32),
        tf.random.uniform((batch,), 0, items, dtype=tf.int32),
    ]
    with tf.GradientTape() as tape:
        losses = tf.nn.sigmoid_cross_entropy_with_logits(labels, model(pair, training=True))
        loss = tf.reduce_mean(losses)
    gradients = tape.gradient(loss, model.trainable_variables)
    optimizer.apply(gradients, model.trainable_variables)
    return loss


def steps():
    for _ in range(opts["steps"]):
        loss = step()
    return loss.numpy()


peer.serve(steps, version=tf.__version__)
