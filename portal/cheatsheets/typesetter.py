"""The child process of ``typesetting``: HTML comes in by standard input, a PDF goes out. Knows no Django.

It ends with ``MISSING`` where a library of the system is not installed. WeasyPrint may fetch what the document carries
(``data:``) and nothing else, whatever the document asks for.
"""

import resource
import sys

MISSING = 3
MEMORY_LIMIT = 3_000_000_000
"""Bytes of address space: a sheet of 3,000 questions needs less than half of it."""


def main() -> int:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT, MEMORY_LIMIT))
    try:
        from weasyprint import HTML  # noqa: PLC0415  # half a second and 60 MB, only where a PDF is made
        from weasyprint.urls import URLFetcher  # noqa: PLC0415
    except OSError as error:
        sys.stderr.write(str(error))
        return MISSING
    fetcher = URLFetcher(allowed_protocols={"data"}, allow_redirects=False)
    document = HTML(string=sys.stdin.buffer.read().decode(), url_fetcher=fetcher)
    sys.stdout.buffer.write(document.write_pdf(pdf_variant="pdf/ua-1", pdf_identifier=sys.argv[1].encode()) or b"")
    return 0


if __name__ == "__main__":
    sys.exit(main())
