"""The model server, what keeps its adapters in step, and how its model is made."""
