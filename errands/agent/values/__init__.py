"""Values: what people say, how it is written, and what may be typed because of it."""
