"""How the recurrent layers of all networks begin."""

from torch import nn


def begin(lstm: nn.LSTM) -> None:
    """Sets the weights of a layer: it forgets nothing at first."""
    units = lstm.hidden_size
    for name, p in lstm.named_parameters():
        if "weight_hh" in name:
            for gate in p.chunk(4):
                nn.init.orthogonal_(gate)
        elif "weight_ih" in name:
            nn.init.xavier_uniform_(p)
        else:
            nn.init.zeros_(p)
            if "bias_ih" in name:
                p.data[units : 2 * units] = 1.0
