"""One car, part by part: parameters (`spec`), state (`state`) and the formulas between them."""
