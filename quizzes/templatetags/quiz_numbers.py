"""Numbers as they stand in feedback and in drawings."""

from django import template

register = template.Library()


@register.filter
def signed(value: float) -> str:
    """One decimal, with a sign where there is one: +24.8, −39.0, 0.0."""
    text = f"{value:+z.1f}".replace("-", "−")
    return "0.0" if text == "+0.0" else text


@register.filter
def figure(value: float) -> str:
    """A figure to read: 12,044; 77.4; −11.2."""
    return f"{value:z,.4f}".rstrip("0").rstrip(".").replace("-", "−")


@register.filter
def unlocalise(value: float) -> str:
    """A number for an attribute of a drawing, whatever the language."""
    return repr(round(float(value), 2))


@register.filter
def decimals(value: float, places: int) -> str:
    """Fixed decimals: 0.267."""
    return f"{value:.{places}f}"


@register.filter
def percent(value: float) -> str:
    """A share as whole percent: 0.725 is 73%, halves away from zero as people round."""
    return f"{int(value * 100 + 0.5)}%"
