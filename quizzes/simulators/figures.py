"""Figures as the pages write them; `figure` in static/js/sim-element.js does the same."""


def figure(number: float, digits: int = 0) -> str:
    """Grouped by commas, with a real minus sign: 12,000; −11.2."""
    text = f"{abs(number):,.{digits}f}"
    return f"−{text}" if number < 0 and text.strip("0.,") else text
