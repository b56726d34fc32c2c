namespace Mlops.Sdk;

/// <summary>Logs what the process takes to a run, every so often: <c>system/cpu_percent</c> of all cores, <c>system/memory_mb</c>, <c>system/managed_heap_mb</c>.</summary>
internal sealed class SystemMetrics : IDisposable
{
    private const double Megabyte = 1048576.0;
    private readonly Run _run;
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private long _then;
    private TimeSpan _cpu;

    public SystemMetrics(Run run, TimeProvider time, TimeSpan interval)
    {
        (_run, _time) = (run, time);
        (_then, _cpu) = (time.GetTimestamp(), Environment.CpuUsage.TotalTime);
        _timer = time.CreateTimer(_ => Log(), null, interval, interval);
    }

    public void Dispose() => _timer.Dispose();

    private void Log()
    {
        (long now, TimeSpan cpu) = (_time.GetTimestamp(), Environment.CpuUsage.TotalTime);
        double seconds = _time.GetElapsedTime(_then, now).TotalSeconds;
        if (seconds > 0) _run.Observe("system/cpu_percent", 100 * (cpu - _cpu).TotalSeconds / (seconds * Environment.ProcessorCount), null);
        (_then, _cpu) = (now, cpu);
        _run.Observe("system/memory_mb", Environment.WorkingSet / Megabyte, null);
        _run.Observe("system/managed_heap_mb", GC.GetTotalMemory(forceFullCollection: false) / Megabyte, null);
    }
}
