"""A small table on the terminal."""

from tests.benchmarks.measure import Cost

HEAD = f"{'':44}{'wall s':>9}{'CPU s':>9}{'peak MiB':>10}{'by CPU':>9}{'by wall':>9}"


def heading(text: str) -> None:
    print(f"\n{text}\n{HEAD}", flush=True)


def line(name: str, cost: Cost, yardstick: Cost | None = None) -> None:
    """One measured thing, and how many times the yardstick it costs."""
    ratios = ""
    if yardstick:
        by_cpu = cost.cpu_seconds / max(yardstick.cpu_seconds, 0.01)
        by_wall = cost.wall_seconds / max(yardstick.wall_seconds, 0.01)
        ratios = f"{by_cpu:8.1f}x{by_wall:8.1f}x"
    print(
        f"{name:44}{cost.wall_seconds:9.2f}{cost.cpu_seconds:9.2f}{cost.peak_mib:10.0f}{ratios}",
        flush=True,
    )
