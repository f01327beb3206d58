"""Whose connection asks: one household, school or machine, as far as tries are counted."""

from functools import lru_cache
from ipaddress import IPv6Address, ip_address, ip_network

from tpmlearn.web.requests import asked_for

# Providers give each customer of IPv6 a network of this size or larger; within it addresses are
# free to change.
HOME_BITS = 64


def asking_network() -> str:
    """The network that this request came from, "unknown" where the server does not say."""
    return network_of(asked_for().remote_addr or "")


@lru_cache(maxsize=4096)
def network_of(address: str) -> str:
    """An IPv4 address whole, also one written as IPv6; of an IPv6 address its first 64 bits."""
    try:
        found = ip_address(address)
    except ValueError:
        return "unknown"
    if not isinstance(found, IPv6Address):
        return str(found)
    if found.ipv4_mapped:
        return str(found.ipv4_mapped)
    # The zone of a link-local address names an interface of ours.
    return str(ip_network((int(found), HOME_BITS), strict=False))
