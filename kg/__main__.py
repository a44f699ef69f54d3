"""``python -m kg`` is the same as ``kg``."""

from kg.cli import main

raise SystemExit(main())
