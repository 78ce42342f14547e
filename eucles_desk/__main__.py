"""Start the program with ``python -m eucles_desk``."""

from eucles_desk.app.main import main

if __name__ == "__main__":
    main()
