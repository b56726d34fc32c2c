using System.Diagnostics;
using System.Globalization;

namespace Mlops.Sdk.Benchmarks;

/// <summary>CPU time, wall time and allocation of a piece of work; the median of several runs, taken in turns with what it is compared with.</summary>
internal sealed record Measured(double CpuSeconds, double WallSeconds, long AllocatedBytes)
{
    public static Measured Once(Action work)
    {
        Process process = Process.GetCurrentProcess();
        long bytes = GC.GetTotalAllocatedBytes(precise: true);
        TimeSpan cpu = process.TotalProcessorTime;
        long start = Stopwatch.GetTimestamp();
        work();
        double wall = Stopwatch.GetElapsedTime(start).TotalSeconds;
        process.Refresh();
        return new((process.TotalProcessorTime - cpu).TotalSeconds, wall, GC.GetTotalAllocatedBytes(precise: true) - bytes);
    }

    public static (Measured Ours, Measured Theirs) InTurns(Action ours, Action theirs, int runs)
    {
        ours();
        theirs();
        List<Measured> first = [];
        List<Measured> second = [];
        for (int i = 0; i < runs; i++)
        {
            first.Add(Once(ours));
            second.Add(Once(theirs));
        }

        return (Median(first), Median(second));
    }

    public static void Print(string name, Measured ours, Measured theirs) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{name}: cpu {ours.CpuSeconds:F4} s / {theirs.CpuSeconds:F4} s = {ours.CpuSeconds / theirs.CpuSeconds:F3}x; wall {ours.WallSeconds:F4} s / {theirs.WallSeconds:F4} s = {ours.WallSeconds / theirs.WallSeconds:F3}x; allocated {ours.AllocatedBytes} / {theirs.AllocatedBytes} bytes"));

    private static Measured Median(List<Measured> runs) => runs.OrderBy(run => run.CpuSeconds).ElementAt(runs.Count / 2);
}
