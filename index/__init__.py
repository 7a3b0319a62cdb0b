import os

# Read when NumPy is imported. A question gains nothing from a second thread, and beside a busy neighbour it waits.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from index.knowledge_base import KnowledgeBase

__all__ = ["KnowledgeBase"]
