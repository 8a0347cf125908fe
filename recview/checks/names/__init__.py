"""Whether a replay can find a recording by its name: family N. OGX names a file by the hash of its request.

`normalization` has the steps by which a recorder made a request comparable, `generations` which of them each recorder
knew, `hashed_request` computes the hash, `ways` tries how a name may have been computed, `reasons` tells why a name is
not the one that a replay looks for.
"""
