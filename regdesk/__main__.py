"""`python -m regdesk`."""

import sys

from regdesk.cli import main

if __name__ == "__main__":
    sys.exit(main())
