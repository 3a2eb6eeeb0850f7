"""What to call a browser and where it is, in words a person recognises."""

from ipaddress import ip_address, ip_network

from django.utils.translation import gettext as _

# Each browser also claims to be those below it.
BROWSERS = {
    "Edg": "Edge",
    "OPR": "Opera",
    "SamsungBrowser": "Samsung Internet",
    "FxiOS": "Firefox",
    "Firefox": "Firefox",
    "CriOS": "Chrome",
    "Chrome": "Chrome",
    "Safari": "Safari",
}
SYSTEMS = {
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Android": "Android",
    "CrOS": "ChromeOS",
    "Windows": "Windows",
    "Mac OS X": "macOS",
    "Linux": "Linux",
}
NO_ADDRESS = "0.0.0.0"
NETWORK_BITS = {4: 24, 6: 48}


def device_name(user_agent: str) -> str:
    """`Firefox on Windows` from what a browser calls itself."""
    browser = next((name for mark, name in BROWSERS.items() if f"{mark}/" in user_agent), None)
    system = next((name for mark, name in SYSTEMS.items() if mark in user_agent), None)
    if browser and system:
        return _("%(browser)s on %(system)s") % {"browser": browser, "system": system}
    return browser or system or _("An unknown browser")


def network_of(address: str) -> str:
    """The address without the part that tells one machine from its neighbours."""
    version = ip_address(address).version
    return str(ip_network((address, NETWORK_BITS[version]), strict=False).network_address)


def network_name(address: str) -> str:
    """`203.0.113.x`, or nothing where the address is no longer kept."""
    if address == NO_ADDRESS:
        return ""
    network = network_of(address)
    return f"{network.rpartition('.')[0]}.x" if "." in network else f"{network.rstrip(':')}:x"
