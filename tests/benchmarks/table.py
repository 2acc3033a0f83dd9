"""A small table on the terminal."""

from tests.benchmarks.measure import Cost

HEAD = f"{'':44}{'wall s':>9}{'CPU s':>9}{'peak MiB':>10}{'ratio':>8}"


def heading(text: str) -> None:
    print(f"\n{text}\n{HEAD}", flush=True)


def line(name: str, cost: Cost, yardstick: Cost | None = None) -> None:
    """One measured thing; its ratio is by CPU against the yardstick."""
    ratio = f"{cost.cpu_seconds / max(yardstick.cpu_seconds, 0.01):7.1f}x" if yardstick else ""
    print(
        f"{name:44}{cost.wall_seconds:9.2f}{cost.cpu_seconds:9.2f}{cost.peak_mib:10.0f}{ratio:>8}",
        flush=True,
    )
