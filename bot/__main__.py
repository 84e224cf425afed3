"""`python -m bot`: run Heed."""

import gc

if __name__ == "__main__":
    # What is imported stays for good: to look for garbage among it takes a tenth of the start.
    gc.disable()

    from bot.cli import main

    raise SystemExit(main())
