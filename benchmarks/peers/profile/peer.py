# The same work in pandas, on the CSV file given: prints seconds of the wall, of the processor, and MB of peak memory above the start.
import resource
import sys
import time

import pandas as pd

before = resource.getrusage(resource.RUSAGE_SELF)
started = time.perf_counter()
data = pd.read_csv(sys.argv[1], parse_dates=["ts"])
numbers = data.select_dtypes("number")
results = [
    data.describe(include="all", datetime_is_numeric=True) if int(pd.__version__.split(".")[0]) < 2 else data.describe(include="all"),
    data.nunique(),
    data.isna().sum(),
    numbers.skew(),
    numbers.kurt(),
    numbers.corr(),
    (numbers == 0).sum(),
]
assert len(results) == 7
after = resource.getrusage(resource.RUSAGE_SELF)
cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
print(f"{time.perf_counter() - started:.3f} {cpu:.3f} {(after.ru_maxrss - before.ru_maxrss) / 1e3:.1f}")
