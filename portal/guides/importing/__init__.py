"""Apply a document to a guide: decode → repair → parse → plan → write rows in small batches → switch.

Until the switch nothing shows, and a crash leaves the old guide in place. The switch is one short transaction,
conditional on the revision that the plan was made against: of two imports at once, one is refused.
"""

from portal.guides.importing.applying import (
    Aim,
    Document,
    ImportedGuide,
    import_guide,
)
from portal.guides.importing.switching import GuideChanged

__all__ = [
    "Aim",
    "Document",
    "GuideChanged",
    "ImportedGuide",
    "import_guide",
]
