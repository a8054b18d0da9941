"""PyTorch: training steps of NeuMF, SASRec and Mult-VAE, written as its users write them."""

import math

import peer

opts = peer.options()
try:
    import torch
    from torch import nn
    from torch.nn import functional as F
except ImportError:
    peer.missing("torch")

torch.set_num_threads(opts["threads"])
torch.manual_seed(1)


class NeuMF(nn.Module):
    def __init__(self, users, items, dim, mlp_dim, hidden, sparse):
        super().__init__()
        self.user_product = nn.Embedding(users, dim, sparse=sparse)
        self.item_product = nn.Embedding(items, dim, sparse=sparse)
        self.user_tower = nn.Embedding(users, mlp_dim, sparse=sparse)
        self.item_tower = nn.Embedding(items, mlp_dim, sparse=sparse)
        for table in self.tables():
            nn.init.normal_(table.weight, std=0.05)
        layers, inputs = [], 2 * mlp_dim
        for units in hidden:
            layers += [nn.Linear(inputs, units), nn.ReLU()]
            inputs = units
        self.tower = nn.Sequential(*layers)
        self.output = nn.Linear(dim + inputs, 1)

    def tables(self):
        return [self.user_product, self.item_product, self.user_tower, self.item_tower]

    def forward(self, user, item):
        product = self.user_product(user) * self.item_product(item)
        deep = self.tower(torch.cat([self.user_tower(user), self.item_tower(item)], 1))
        return self.output(torch.cat([product, deep], 1)).squeeze(1)


def neumf():
    users, items, batch = opts["numUsers"], opts["numItems"], opts["batchSize"]
    sparse = opts["sparse"]
    model = NeuMF(users, items, opts["dim"], opts["mlpDim"], opts["hiddenUnits"], sparse)
    tables = [table.weight for table in model.tables()]
    dense = [*model.tower.parameters(), *model.output.parameters()]
    if sparse:
        optimizers = [torch.optim.SparseAdam(tables, lr=0.001), torch.optim.Adam(dense, lr=0.001)]
    else:
        optimizers = [torch.optim.Adam(model.parameters(), lr=0.001)]
    labels = (torch.arange(batch) % 5 == 0).float()

    def step():
        user = torch.randint(users, (batch,))
        item = torch.randint(items, (batch,))
        for optimizer in optimizers:
            optimizer.zero_grad(set_to_none=True)
        loss = F.binary_cross_entropy_with_logits(model(user, item), labels)
        loss.backward()
        for optimizer in optimizers:
            optimizer.step()
        return loss

    return step


class Block(nn.Module):
    """Attention then a pointwise feed-forward, each normalised before and added after (Kang & McAuley, 2018)."""

    def __init__(self, dim):
        super().__init__()
        self.attention_norm = nn.LayerNorm(dim)
        self.query, self.key, self.value = nn.Linear(dim, dim), nn.Linear(dim, dim), nn.Linear(dim, dim)
        self.feed_norm = nn.LayerNorm(dim)
        self.feed1, self.feed2 = nn.Linear(dim, dim), nn.Linear(dim, dim)
        self.scale = 1 / math.sqrt(dim)

    def forward(self, x, mask):
        query = self.attention_norm(x)
        scores = self.query(query) @ self.key(x).transpose(1, 2) * self.scale + mask
        x = query + torch.softmax(scores, 2) @ self.value(x)
        fed = self.feed_norm(x)
        return fed + self.feed2(F.relu(self.feed1(fed)))


class SASRec(nn.Module):
    def __init__(self, items, dim, length, blocks):
        super().__init__()
        self.items = nn.Embedding(items, dim)
        self.positions = nn.Parameter(0.05 * torch.randn(length, dim))
        nn.init.normal_(self.items.weight, std=0.05)
        self.blocks = nn.ModuleList(Block(dim) for _ in range(blocks))
        self.norm = nn.LayerNorm(dim)
        self.register_buffer("mask", torch.full((length, length), -1e9).triu(1))

    def forward(self, sequence, positive, negative):
        x = self.items(sequence) * math.sqrt(self.items.embedding_dim) + self.positions
        for block in self.blocks:
            x = block(x, self.mask)
        x = self.norm(x)
        return (x * self.items(positive)).sum(2), (x * self.items(negative)).sum(2)


def sasrec():
    items, batch, length = opts["numItems"], opts["batchSize"], opts["maxLength"]
    model = SASRec(items, opts["dim"], length, opts["blocks"])
    optimizer = torch.optim.Adam(model.parameters(), lr=0.001, betas=(0.9, 0.98))

    def step():
        sequence, positive, negative = (torch.randint(items, (batch, length)) for _ in range(3))
        optimizer.zero_grad(set_to_none=True)
        high, low = model(sequence, positive, negative)
        loss = F.softplus(-high).mean() + F.softplus(low).mean()
        loss.backward()
        optimizer.step()
        return loss

    return step


def mult_vae():
    items, batch, hidden, latent = opts["numItems"], opts["batchSize"], opts["hidden"], opts["latent"]
    encoder = nn.Sequential(nn.Linear(items, hidden), nn.Tanh(), nn.Linear(hidden, 2 * latent))
    decoder = nn.Sequential(nn.Linear(latent, hidden), nn.Tanh(), nn.Linear(hidden, items))
    optimizer = torch.optim.Adam([*encoder.parameters(), *decoder.parameters()], lr=0.001)
    rows = (torch.rand(batch, items) < opts["density"]).float()

    def step():
        optimizer.zero_grad(set_to_none=True)
        mean, log_variance = encoder(F.normalize(rows)).split(latent, 1)
        drawn = mean + torch.randn_like(mean) * torch.exp(0.5 * log_variance)
        likelihood = -(F.log_softmax(decoder(drawn), 1) * rows).sum(1).mean()
        divergence = 0.5 * (log_variance.exp() + mean**2 - 1 - log_variance).sum(1).mean()
        loss = likelihood + 0.2 * divergence
        loss.backward()
        optimizer.step()
        return loss

    return step


def top_k():
    items = torch.randn(opts["numItems"], opts["dim"])
    queries = torch.randn(opts["steps"], opts["dim"])
    turn = iter(())

    def step():
        nonlocal turn
        query = next(turn, None)
        if query is None:
            turn = iter(queries)
            query = next(turn)
        return torch.topk(items @ query, opts["k"]).values[0]

    return step


step = {"top-k": top_k, "neumf": neumf, "sasrec": sasrec, "mult-vae": mult_vae}[opts["work"]]()


def steps():
    for _ in range(opts["steps"]):
        loss = step()
    return loss.item()


peer.serve(steps, version=torch.__version__)
