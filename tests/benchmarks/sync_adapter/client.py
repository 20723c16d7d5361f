"""One desk of the benchmark: `python client.py --dir DIR --common FILE --url URL --desk A|B`."""

from start import ready

ready()

from tests.benchmarks.sync_adapter.answers import main  # noqa: E402 - found only now

if __name__ == "__main__":
    main()
