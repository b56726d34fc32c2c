using System.Diagnostics;
using System.Globalization;

namespace Mlops.Sdk.Peers.Profile;

/// <summary>What a work took: seconds of the wall, of the processors, and the most memory beyond what the process had before it.</summary>
internal readonly record struct Measured(double Wall, double Processor, double PeakMegabytes)
{
    /// <summary>Runs a work in this process.</summary>
    public static Measured Run(string name, string path)
    {
        Work.WarmUp(name, path);
        using var process = Process.GetCurrentProcess();
        long before = Peak();
        TimeSpan started = process.TotalProcessorTime;
        var watch = Stopwatch.StartNew();
        Work.Do(name, path);
        double wall = watch.Elapsed.TotalSeconds;
        process.Refresh();
        return new Measured(wall, (process.TotalProcessorTime - started).TotalSeconds, (Peak() - before) / 1e6);
    }

    /// <summary>Runs a work in a process of its own, under a setting of the runtime if one is given.</summary>
    public static Measured Child(string name, string path, string? setting = null) => Parse(Start(Environment.ProcessPath!, ["work", name, path], setting));

    public static Measured Parse(string line)
    {
        double[] numbers = [.. line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(text => double.Parse(text, CultureInfo.InvariantCulture))];
        return new Measured(numbers[0], numbers[1], numbers[2]);
    }

    public static string Start(string program, string[] arguments, string? setting = null)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true };
        if (setting is not null) start.Environment["DOTNET_" + setting] = "0";
        using Process child = Process.Start(start) ?? throw new InvalidOperationException($"'{program}' did not start.");
        string output = child.StandardOutput.ReadToEnd();
        child.WaitForExit();
        return child.ExitCode == 0 ? output.Trim() : throw new InvalidOperationException($"'{program} {string.Join(' ', arguments)}' ended with {child.ExitCode}.");
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Wall:F3} {Processor:F3} {PeakMegabytes:F1}");

    // The operating system keeps the peak; elsewhere than on Linux .NET knows it.
    private static long Peak()
    {
        if (!OperatingSystem.IsLinux()) return Process.GetCurrentProcess().PeakWorkingSet64;
        string line = File.ReadLines("/proc/self/status").First(line => line.StartsWith("VmHWM", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024;
    }
}
