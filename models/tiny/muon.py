"""Muon: momentum whose direction is made orthogonal by five Newton-Schulz steps, for matrices (K. Jordan et al., 2024)."""
import torch


def orthogonal(g):
    x = g / (g.norm(dim=(-2, -1), keepdim=True) + 1e-7)
    tall = x.shape[-2] > x.shape[-1]
    x = x.transpose(-1, -2) if tall else x
    for _ in range(5):
        a = x @ x.transpose(-1, -2)
        x = 3.4445 * x + (-4.7750 * a + 2.0315 * (a @ a)) @ x
    return x.transpose(-1, -2) if tall else x


class Muon:
    def __init__(self, groups, momentum=0.95, decay=0.01):
        self.groups, self.momentum, self.decay = groups, momentum, decay
        self.buffers = [torch.zeros(len(g), *g[0].shape) for g in groups]

    @torch.no_grad()
    def step(self, rate):
        for group, buffer in zip(self.groups, self.buffers):
            grad = torch.stack([p.grad for p in group])
            buffer.lerp_(grad, 1 - self.momentum)
            update = orthogonal(grad.lerp(buffer, self.momentum))
            update *= max(1, group[0].shape[0] / group[0].shape[1]) ** 0.5
            for p, u in zip(group, update):
                p.mul_(1 - rate * self.decay).sub_(u, alpha=rate)
