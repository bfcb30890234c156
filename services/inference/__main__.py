"""`python -m services.inference` serves the model."""

from services.inference.launcher import main

# Guarded: vLLM spawns its engine process, which imports this module again.
if __name__ == "__main__":
    main()
