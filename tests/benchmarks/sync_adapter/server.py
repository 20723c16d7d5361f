"""RegDesk's own mailbox server for the benchmark: `python server.py --dir DIR --common FILE --port PORT`."""

from start import ready

ready()

from tests.benchmarks.sync_adapter.mailbox import main  # noqa: E402 - found only now

if __name__ == "__main__":
    main()
