"""Response processing of QTI 2.1, as far as our items use it: what an item makes of a response."""

from xml.etree import ElementTree as etree

QTI = "{http://www.imsglobal.org/xsd/imsqti_v2p1}"


class Scoring:
    def __init__(self, item: bytes, response):
        self.root = etree.fromstring(item)
        self.response = response
        self.values = {"RESPONSE": response}
        for declared in self.root.iter(f"{QTI}outcomeDeclaration"):
            default = declared.find(f"{QTI}defaultValue/{QTI}value")
            self.values[declared.get("identifier")] = float(default.text) if default is not None else []
        for rule in self.root.find(f"{QTI}responseProcessing"):
            self.apply(rule)

    def apply(self, rule) -> None:
        if rule.tag == f"{QTI}responseCondition":
            condition, *rules = rule.find(f"{QTI}responseIf")
            for inner in rules if self.value(condition) else []:
                self.apply(inner)
        else:
            self.values[rule.get("identifier")] = self.value(rule[0])

    def value(self, node):
        return getattr(self, node.tag.removeprefix(QTI))(node, *map(self.value, node))

    def variable(self, node):
        return self.values[node.get("identifier")]

    def correct(self, node):
        values = [
            value.text for value in self.root.findall(f"{QTI}responseDeclaration/{QTI}correctResponse/{QTI}value")
        ]
        return values[0] if isinstance(self.response, str) else values

    def baseValue(self, node):
        return float(node.text) if node.get("baseType") in ("float", "integer") else node.text

    def mapResponse(self, node):
        mapping = self.root.find(f"{QTI}responseDeclaration/{QTI}mapping")
        mapped = {entry.get("mapKey"): float(entry.get("mappedValue")) for entry in mapping}
        total = sum(mapped.get(value, float(mapping.get("defaultValue"))) for value in set(self.response))
        return min(max(total, float(mapping.get("lowerBound"))), float(mapping.get("upperBound")))

    def match(self, node, first, second):
        return first == second

    def lt(self, node, first, second):
        return first < second

    def divide(self, node, first, second):
        return first / second

    def sum(self, node, *parts):
        return sum(parts)

    def multiple(self, node, *parts):
        return [value for part in parts for value in (part if isinstance(part, list) else [part])]

    def index(self, node, values):
        return values[int(node.get("n")) - 1]
