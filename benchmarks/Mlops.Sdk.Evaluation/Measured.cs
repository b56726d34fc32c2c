using System.Diagnostics;
using System.Reflection;

namespace Mlops.Sdk.Evaluation;

/// <summary>Wall time, CPU time and peak memory since the start.</summary>
internal sealed class Measured
{
    private readonly long _started = Stopwatch.GetTimestamp();
    private readonly TimeSpan _cpu = Process.GetCurrentProcess().TotalProcessorTime;

    public static Measured Start() => new();

    public void AddTo(JsonResult result)
    {
        using var process = Process.GetCurrentProcess();
        result.Set("seconds", Stopwatch.GetElapsedTime(_started).TotalSeconds);
        result.Set("cpu_seconds", (process.TotalProcessorTime - _cpu).TotalSeconds);
        result.Set("peak_mb", process.PeakWorkingSet64 / 1048576.0);
        result.Set("version", typeof(Dataset).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0");
    }
}
